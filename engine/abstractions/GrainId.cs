namespace Orleans.Runtime;

/// <summary>The name of a grain class as the engine knows it: the class name in lower case without "grain" at its end.</summary>
public readonly record struct GrainType
{
    private readonly string? _name;

    private GrainType(string name) => _name = name;

    /// <summary>The grain type of that name.</summary>
    public static GrainType Create(string value) => new(value);

    /// <summary>True of a type that was never named.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_name);

    /// <inheritdoc />
    public override string ToString() => _name ?? "";
}

/// <summary>The key of a grain as text: the string key itself, a GUID as 32 hexadecimal digits, an integer in hexadecimal.</summary>
public readonly record struct IdSpan
{
    private readonly string? _text;

    private IdSpan(string text) => _text = text;

    /// <summary>The key written so.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>True of a key that was never given.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_text);

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

/// <summary>A grain's address: its type and key.</summary>
public readonly record struct GrainId(GrainType Type, IdSpan Key)
{
    /// <summary>The address of that grain.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>True of an address that was never given.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>Written "type/key".</summary>
    public override string ToString() => $"{Type}/{Key}";
}
