# Compiles build/ if something changed, then runs it with the arguments given here. See docs/adr/0001-nuke-stand-in.md.
# What build.sh does, in the same order; a second run that starts meanwhile waits for a mutex.

Set-StrictMode -Version 2.0
$ErrorActionPreference = "Stop"
$BuildArguments = $args
$Root = $PSScriptRoot
# Below build\, so that Nuke finds build\_build.csproj above the assembly; apart from what the solution builds.
$BootstrapDirectory = Join-Path $Root "build\bin\bootstrap"
# Three lines: the directory of the assembly, the path of dotnet, the version of the package Nuke.Common, empty for the
# stand-in. It is as old as the start of its compilation.
$CurrentFile = Join-Path $BootstrapDirectory "current"

$env:DOTNET_NOLOGO = 1
$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
# The package Nuke.Common would otherwise write a property into build\_build.csproj, and send what is run.
$env:NUKE_TELEMETRY_OPTOUT = 1
# MSBuild takes a variable of the environment for a property; _build.csproj reads this one.
$Package = "$env:NukePackage"

function Get-Source([string] $Path) {
    # A deleted file shows by its directory.
    foreach ($entry in Get-ChildItem -LiteralPath $Path -Force) {
        if ($entry.PSIsContainer) {
            if ($entry.Name -ne "bin" -and $entry.Name -ne "obj") {
                $entry
                Get-Source $entry.FullName
            }
        }
        else {
            $entry
        }
    }
}

function Test-Current {
    if (!(Test-Path $CurrentFile)) { return $false }
    $lines = @(Get-Content $CurrentFile)
    if ($lines.Count -lt 3 -or $lines[2] -ne $Package) { return $false }
    if (!(Test-Path (Join-Path $BootstrapDirectory "$($lines[0])\_build.dll")) -or !(Test-Path $lines[1])) { return $false }
    $compiled = (Get-Item $CurrentFile).LastWriteTimeUtc
    $sources = @(Get-Source (Join-Path $Root "build")) + @(Get-Source (Join-Path $Root "src")) +
        @(Get-ChildItem -Path $Root -File | Where-Object { $_.Name -like "Directory.*" -or $_.Name -in "global.json", "nuget.config" }) +
        @(Get-Item (Join-Path $Root "build"), (Join-Path $Root "src"))
    return @($sources | Where-Object { $_.LastWriteTimeUtc -gt $compiled } | Select-Object -First 1).Count -eq 0
}

function Test-Sdk([string] $DotNet) {
    Push-Location $Root
    try { & $DotNet --version 2>&1 | Out-Null; return $LASTEXITCODE -eq 0 }
    catch { return $false }
    finally { Pop-Location }
}

# Finds a dotnet that has the SDK of global.json; where there is none, fetches it with the vendor's script, as Nuke does.
function Find-DotNet {
    $command = Get-Command "dotnet" -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($null -ne $command -and (Test-Sdk $command.Path)) { return $command.Path }
    $directory = Join-Path $Root ".nuke\temp\dotnet-win"
    $dotnet = Join-Path $directory "dotnet.exe"
    if ((Test-Path $dotnet) -and (Test-Sdk $dotnet)) { return $dotnet }
    $version = (Get-Content (Join-Path $Root "global.json") -Raw | ConvertFrom-Json).sdk.version
    Write-Host "build.ps1: no .NET SDK $version here; fetching it into .nuke\temp\dotnet-win"
    New-Item -ItemType Directory -Path $directory -Force | Out-Null
    $script = Join-Path $Root ".nuke\temp\dotnet-install.ps1"
    [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    (New-Object System.Net.WebClient).DownloadFile("https://dot.net/v1/dotnet-install.ps1", $script)
    & $script -Version $version -InstallDir $directory -NoPath | Out-Host
    return $dotnet
}

function Publish-Build([string] $DotNet, [string] $Directory, [string[]] $More) {
    Push-Location $Root
    try {
        $script:Log = & $DotNet publish build/_build.csproj -c Release -v quiet -nologo "-clp:NoSummary" "-nodeReuse:false" `
            "-p:UseSharedCompilation=false" --artifacts-path (Join-Path $BootstrapDirectory "artifacts") --output $Directory @More
        return $LASTEXITCODE -eq 0
    }
    finally { Pop-Location }
}

function Invoke-Compile {
    Write-Host "build.ps1: compiling build\"
    $started = [DateTime]::UtcNow # before the compilation: what is saved meanwhile is newer
    $dotnet = Find-DotNet
    $name = "$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())-$PID"
    $output = Join-Path $BootstrapDirectory $name
    $native = @("--use-current-runtime", "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:PublishReadyToRunComposite=true")
    if (!(Publish-Build $dotnet $output $native)) {
        if (!($Log -match "error (NU1[0-9]{3}|NETSDK1094|NETSDK1112)")) { $Log | Write-Host; exit 1 }
        if (Test-Path $output) { Remove-Item $output -Recurse -Force }
        if (!(Publish-Build $dotnet $output @())) { $Log | Write-Host; exit 1 }
        Write-Host "build.ps1: the compiler to native code can't be restored; the build starts slower without it"
    }
    $next = Join-Path $BootstrapDirectory "next.tmp"
    Set-Content -Path $next -Value $name, $dotnet, $Package
    (Get-Item $next).LastWriteTimeUtc = $started
    Move-Item $next $CurrentFile -Force
    # A run that has been going for long may still load from an older directory.
    Get-ChildItem $BootstrapDirectory -Directory | Where-Object { $_.Name -match "^[0-9]+-[0-9]+$" } | Sort-Object Name |
        Select-Object -SkipLast 5 | Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
}

if (!(Test-Current)) {
    New-Item -ItemType Directory -Path $BootstrapDirectory -Force | Out-Null
    # A name for this checkout: a mutex's may hold no separators.
    $mutex = New-Object System.Threading.Mutex($false, ($BootstrapDirectory -replace '[\\/:]', '_'))
    try { $mutex.WaitOne() | Out-Null } catch [System.Threading.AbandonedMutexException] { }
    try { if (!(Test-Current)) { Invoke-Compile } } finally { $mutex.ReleaseMutex() }
}

$assembly, $dotnet, $null = @(Get-Content $CurrentFile)
# Targets that call dotnet get the one that compiled the build.
$env:DOTNET_EXE = $dotnet
if ($dotnet.StartsWith((Join-Path $Root ".nuke"))) {
    $env:DOTNET_ROOT = Split-Path $dotnet
    $env:PATH = "$env:DOTNET_ROOT;$env:PATH"
}
& $dotnet (Join-Path $BootstrapDirectory "$assembly\_build.dll") @BuildArguments
exit $LASTEXITCODE
