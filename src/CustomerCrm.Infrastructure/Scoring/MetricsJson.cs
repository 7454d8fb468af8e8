using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerCrm.Domain;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>The measures a tier change was made from, as they are kept with it.</summary>
public static class MetricsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new MoneyConverter() },
    };

    public static string Write(CustomerMetrics metrics) => JsonSerializer.Serialize(metrics, Options);

    public static CustomerMetrics Read(string json) => JsonSerializer.Deserialize<CustomerMetrics>(json, Options)!;

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Money.Of(reader.GetDecimal());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Amount);
    }
}
