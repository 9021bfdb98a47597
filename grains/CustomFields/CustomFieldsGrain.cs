namespace BeautyGrains.Grains;

/// <summary>The fields that the chain adds. One grain; key: <see cref="ICustomFieldsGrain.Key"/>.</summary>
[Reentrant]
public sealed class CustomFieldsGrain(AggregateServices house) : AggregateGrain<CustomFields, CustomFieldEvent>(house, CustomFieldsKind.Instance), ICustomFieldsGrain
{
    /// <inheritdoc />
    public Task<Answer<FieldDefinition>> Put(PutCustomField ask) => Decide((head, _) => CustomFieldRules.Put(head, ask.Definition), _ => ask.Definition, ask.By);

    /// <inheritdoc />
    public async Task<FieldTable> GetAll()
    {
        await CheckFresh();
        return new([.. Durable.State.Fields.Values], Durable.Version);
    }
}

/// <summary>The values of one master or document. Key: see <see cref="CustomValuesKey"/>.</summary>
[Reentrant]
public sealed class CustomValuesGrain(AggregateServices house, TimeProvider clock) : AggregateGrain<CustomValues, CustomValuesEvent>(house, CustomValuesKind.Instance), ICustomValuesGrain
{
    private CustomValuesKey _key = null!;

    // Days without a place: masters are of no store, and a document may be of several.
    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken token)
    {
        _key = CustomValuesKey.Parse(Key);
        await base.OnActivateAsync(token);
    }

    /// <inheritdoc />
    public async Task<Answer<CustomValuesView>> Put(PutCustomValues ask)
    {
        var fields = await Fields();
        var unknown = await Unknown();
        var today = Today;
        var answer = await Decide((head, _) => CustomFieldRules.Put(head, ask, fields, unknown, today), on => View(on, fields, today), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<CustomValuesView> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return View(Durable, await Fields(), Today);
    }

    private CustomValuesView View(Versioned<CustomValues> on, IReadOnlyList<FieldDefinition> fields, DateOnly today) =>
        new(_key.Target, _key.Id, on.State.Values, CustomFieldRules.Missing(on.State.Values, fields, today), on.At, on.Version);

    private async Task<IReadOnlyList<FieldDefinition>> Fields() =>
        [.. (await GrainFactory.GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).GetAll()).Fields.Where(field => field.Target == _key.Target)];

    // What they are added to must be there.
    private async Task<Refusal?> Unknown() => _key.Target switch
    {
        FieldTarget.Sku => await GrainFactory.GetGrain<ISkuGrain>(_key.Id).Get() is null ? new(RefusalKind.UnknownSku, Sku: _key.Id) : null,
        FieldTarget.Store => await GrainFactory.GetGrain<IStoreGrain>(_key.Id).Get() is null ? new(RefusalKind.UnknownStore, Store: _key.Id) : null,
        FieldTarget.Supplier => await GrainFactory.GetGrain<ISupplierGrain>(_key.Id).Get() is null ? new(RefusalKind.UnknownSupplier) : null,
        FieldTarget.PurchaseOrder => (await GrainFactory.GetGrain<IPurchaseOrderGrain>(_key.Id).Get()).Refusal,
        FieldTarget.Receipt => (await GrainFactory.GetGrain<IReceiptGrain>(_key.Id).Get()).Refusal,
        _ => (await GrainFactory.GetGrain<IRequisitionGrain>(_key.Id).Get()).Refusal,
    };
}

/// <summary>What may become of fields and their values.</summary>
internal static class CustomFieldRules
{
    /// <summary>Guards in this order: form, the same content, what stays as it was, room.</summary>
    public static Decision<CustomFieldEvent> Put(CustomFields state, FieldDefinition field)
    {
        if (FieldForm.Check(field) is [var (name, rule), ..]) return Refusal.Invalid(name, rule);
        if (!state.Fields.TryGetValue(CustomFields.KeyOf(field), out var known)) return state.Fields.Count < FieldForm.MaxFields ? new CustomFieldPut(field) : Refusal.Invalid("id", "at-most-1000-fields");
        if (known == field) return Decision<CustomFieldEvent>.AlreadyDone;
        // Values that are there must stay readable.
        if (known.Type != field.Type) return Refusal.Invalid("type", "is-immutable");
        if (known.Unit != field.Unit) return Refusal.Invalid("unit", "is-immutable");
        if (field.Decimals < known.Decimals) return Refusal.Invalid("decimals", "must-not-be-fewer");
        return known.Choices.All(choice => field.Choices.Any(other => other.Id == choice.Id)) ? new CustomFieldPut(field) : Refusal.Invalid("choices", "must-keep-those-there-are");
    }

    /// <summary>Guards in this order: the target, the fields and their rules in the order asked, what is required, the same content, If-Match.</summary>
    public static Decision<CustomValuesEvent> Put(CustomValues state, PutCustomValues ask, IReadOnlyList<FieldDefinition> fields, Refusal? unknown, DateOnly today)
    {
        if (unknown is not null) return unknown;
        if (ask.Values.Count > FieldForm.MaxValues) return Refusal.Invalid("values", "at-most-100-entries");
        var kept = new SortedDictionary<string, FieldValue>(StringComparer.Ordinal);
        for (var at = 0; at < ask.Values.Count; at++)
        {
            var (name, given) = ask.Values[at];
            if (fields.FirstOrDefault(one => one.Id == name) is not { } field) return Refusal.Invalid($"values[{at}].field", "unknown-field");
            var (value, rule) = FieldForm.Read(field, given);
            if (rule is not null) return Refusal.Invalid($"values[{at}].value", rule);
            // What was put while it was valid may stay as it is.
            var one = new FieldValue(name, value!);
            if (!field.IsValid(today) && !state.Values.Contains(one)) return Refusal.Invalid($"values[{at}].field", "not-valid-today");
            if (!kept.TryAdd(name, one)) return Refusal.Invalid($"values[{at}].field", "must-be-unique");
        }
        EquatableList<FieldValue> values = [.. kept.Values];
        if (Missing(values, fields, today) is [var missing, ..]) return Refusal.Invalid("values", $"required:{missing}");
        if (values == state.Values) return Decision<CustomValuesEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new CustomValuesPut(values);
    }

    /// <summary>Fields that are required on a day and have no value.</summary>
    public static EquatableList<string> Missing(EquatableList<FieldValue> values, IReadOnlyList<FieldDefinition> fields, DateOnly today) =>
        [.. fields.Where(field => field.Required && field.IsValid(today) && values.All(value => value.Field != field.Id)).Select(field => field.Id)];
}
