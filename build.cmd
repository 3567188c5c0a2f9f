:; exec "$(cd "${0%"${0##*/}"}." && pwd)/build.sh" "$@"; exit # sh ends here; to cmd, a line that starts with a colon is a label
@echo off
powershell -ExecutionPolicy ByPass -NoProfile -File "%~dp0build.ps1" %*
exit /b %ERRORLEVEL%
