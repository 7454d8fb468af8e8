using System.Globalization;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>
/// A filter as it stands in the address, so that a link shows the same list to whoever opens it (and may see it):
/// <c>?tier=Gold,Silver&amp;flag=AtRisk&amp;owner=3&amp;since=2011-11-30&amp;move=Down</c>.
/// </summary>
public static class FilterAddress
{
    public const string TextKey = "q";
    public const string TierKey = "tier";
    public const string FlagKey = "flag";
    public const string LifecycleKey = "lifecycle";
    public const string GuardKey = "guard";
    public const string SilverReasonKey = "silver";
    public const string CellKey = "cell";
    public const string OneOffKey = "oneoff";
    public const string OwnerKey = "owner";
    public const string TeamKey = "team";
    public const string RegionKey = "region";
    public const string SourceKey = "source";
    public const string TagKey = "tag";
    public const string SinceKey = "since";
    public const string UntilKey = "until";
    public const string MoveKey = "move";
    public const string FromKey = "from";
    public const string ToKey = "to";
    public const string ArchivedKey = "archived";

    /// <summary>Stands for those who have none.</summary>
    public const string None = "none";

    /// <summary>Stands for whoever looks.</summary>
    public const string Me = "me";

    public const string Yes = "1";

    /// <summary>The filter, with what belongs to it in a fixed order and nothing for what is not set.</summary>
    public static Dictionary<string, string> Write(CustomerFilter filter)
    {
        var values = new Dictionary<string, string>();
        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                values[key] = value;
            }
        }

        Add(TextKey, filter.Text);
        Add(TierKey, string.Join(',', filter.Tiers));
        Add(FlagKey, filter.Flags == CustomerFlags.None ? null : Joined(filter.Flags));
        Add(LifecycleKey, string.Join(',', filter.Lifecycles));
        Add(GuardKey, filter.Guards == Guard.None ? null : Joined(filter.Guards));
        Add(SilverReasonKey, filter.SilverReason?.ToString());
        Add(CellKey, filter.Cell is { } choice ? Cell(choice) : null);
        Add(OneOffKey, filter.OneOff ? Yes : null);
        Add(OwnerKey, Written(filter.Owner));
        Add(TeamKey, Written(filter.Team));
        Add(RegionKey, Written(filter.Region));
        Add(SourceKey, Written(filter.Source));
        Add(TagKey, filter.TagId?.ToString(CultureInfo.InvariantCulture));
        Add(ArchivedKey, filter.Archived ? Yes : null);
        if (filter.Move is { } move)
        {
            Add(SinceKey, move.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add(UntilKey, move.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add(MoveKey, move.Kind.ToString());
            Add(FromKey, move.From?.ToString());
            Add(ToKey, move.To?.ToString());
        }

        return values;
    }

    /// <returns>Null where a value means nothing: a list that silently left it out would show others than the link says.</returns>
    public static CustomerFilter? Read(IQueryCollection query)
    {
        var sound = true;
        T? Value<T>(string key, Func<string, T?> read)
            where T : struct
        {
            if (query[key].ToString() is not { Length: > 0 } text)
            {
                return null;
            }

            var value = read(text);
            sound &= value is not null;
            return value;
        }

        IReadOnlyList<T> Values<T>(string key)
            where T : struct, Enum
        {
            var read = Parts(query[key].ToString()).Select(Named<T>).ToList();
            sound &= read.All(v => v is not null);
            return [.. read.OfType<T>().Distinct().Order()];
        }

        Choice? Chosen(string key) => query[key].ToString() is not { Length: > 0 } text ? null
            : text == None ? Choice.None
            : text == Me && key == OwnerKey ? Choice.Me
            : Value(key, Id) is { } id ? new Choice(id)
            : null;

        CellChoice? ChosenCell() => query[CellKey].ToString() == None ? CellChoice.None
            : Value(CellKey, Cell) is { } cell ? new CellChoice(cell)
            : null;

        var filter = new CustomerFilter
        {
            Text = SearchText.Clean(query[TextKey].ToString()),
            Tiers = Values<Tier>(TierKey),
            Flags = Values<CustomerFlags>(FlagKey).Aggregate(CustomerFlags.None, (all, one) => all | one),
            Lifecycles = Values<Lifecycle>(LifecycleKey),
            Guards = Values<Guard>(GuardKey).Aggregate(Guard.None, (all, one) => all | one),
            SilverReason = Value(SilverReasonKey, Named<SilverReason>),
            Cell = ChosenCell(),
            OneOff = Value<bool>(OneOffKey, text => text == Yes ? true : null) ?? false,
            Archived = Value<bool>(ArchivedKey, text => text == Yes ? true : null) ?? false,
            Owner = Chosen(OwnerKey),
            Team = Chosen(TeamKey),
            Region = Chosen(RegionKey),
            Source = Chosen(SourceKey),
            TagId = Value(TagKey, Id),
            Move = Value<DateOnly>(SinceKey, Date) is { } since
                ? new TierMove(
                    since, Value(MoveKey, Named<MoveKind>) ?? MoveKind.Any, Value(FromKey, Named<Tier>), Value(ToKey, Named<Tier>),
                    Value(UntilKey, Date))
                : null,
        };
        return sound ? filter : null;
    }

    /// <summary>The band of the order and of the cycle, such as <c>Best-Last</c>.</summary>
    public static string Cell(CellChoice choice) => choice.Cell is { } cell ? $"{cell.Order}-{cell.Cycle}" : None;

    private static MatrixCell? Cell(string text) =>
        text.Split('-') is [var order, var cycle] && Named<Band>(order) is { } o && Named<Band>(cycle) is { } c ? new MatrixCell(o, c) : null;

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>By name alone: no numbers, which would mean something else after a change of the model.</summary>
    private static T? Named<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text) : null;

    private static long? Id(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string? Written(Choice? choice) =>
        choice is null ? null : choice.IsMe ? Me : choice.Id?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static string Joined<T>(T flags)
        where T : struct, Enum =>
        string.Join(',', Enum.GetValues<T>().Where(flag => Convert.ToInt32(flag, CultureInfo.InvariantCulture) != 0 && flags.HasFlag(flag)));
}
