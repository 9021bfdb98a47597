namespace BeautyGrains.Api.Http;

/// <summary>Marks a field of a body that must be there, for the OpenAPI document; the check itself stands in the operation.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NeededAttribute : Attribute;
