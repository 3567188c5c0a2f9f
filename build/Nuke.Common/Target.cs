namespace Nuke.Common;

/// <summary>A target of a build: a property of this type names it, the delegate says what it is.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
