using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Http.Extensions;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>
/// A list as its address says it: who is meant, in which order, with which columns. The same list has one form of address. The
/// card's address carries it too, to know who comes before and after.
/// </summary>
public sealed record ListQuery(CustomerFilter Filter, CustomerSort Sort, IReadOnlyList<ListColumn> Columns)
{
    public const string Path = "/Customers";
    public const string SortName = "sort";
    public const string ColumnsKey = "cols";
    public const string ViewKey = "view";
    public const string AfterKey = "after";
    public const string BeforeKey = "before";

    public static readonly ListQuery Everybody = new(CustomerFilter.Everybody, CustomerSort.Default, ColumnStyle.Default);

    /// <summary>The view it came from: an id, or the name of a standard one.</summary>
    public string? View { get; init; }

    /// <returns>Null where a value means nothing.</returns>
    public static ListQuery? Read(IQueryCollection query)
    {
        var columns = ReadColumns(query[ColumnsKey].ToString());
        return FilterAddress.Read(query) is { } filter && ReadSort(query[SortName].ToString()) is { } sort && columns is not null
            ? new ListQuery(filter, sort, columns) { View = query[ViewKey].ToString() is { Length: > 0 } view ? view : null }
            : null;
    }

    /// <summary>Of a kept view.</summary>
    public static ListQuery? Read(string kept) =>
        Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(kept)));

    /// <summary>What a view keeps: filter, order and columns in normal form, nothing where all of it is as usual.</summary>
    public string Kept => Written(Parts(always: false));

    /// <summary>
    /// What stands behind the question mark of every link to this list. It says its order even where that is the usual one: an
    /// address that says nothing means the reader's default view.
    /// </summary>
    public string Text => Written(Parts(always: true).Append((ViewKey, View ?? "")));

    public string Address => Of(Path, Text);

    /// <summary>The same, behind or before a place.</summary>
    public string AddressAt(string key, ListPlace place) =>
        Of(Path, Written([.. Parts(always: true), (ViewKey, View ?? ""), (key, place.ToString())]));

    /// <summary>A customer's page that knows of this list.</summary>
    public string CardAddress(long id) => Of(FormattableString.Invariant($"{Path}/{id}"), Text);

    public ListQuery With(CustomerFilter filter) => this with { Filter = filter };

    /// <summary>
    /// Whether all of them have scores to be ranked and counted by. Before the first run nobody has, and archived customers lose
    /// theirs when their facts grow too old.
    /// </summary>
    /// <param name="asOf">Of the current scores; null before the first run.</param>
    public bool IsRanked(DateOnly? asOf) => asOf is not null && !Filter.Archived;

    /// <summary>What is shown of them: where they are not ranked and nobody chose, what needs no score.</summary>
    public IReadOnlyList<ListColumn> Shown(DateOnly? asOf) =>
        IsRanked(asOf) || !Columns.SequenceEqual(ColumnStyle.Default) ? Columns : ColumnStyle.Unscored;

    public CustomerSort SortAfterPress(SortBy key) =>
        Sort.Key == key ? Sort with { Descending = !Sort.Descending } : CustomerSort.FirstOf(key);

    /// <summary>Who comes before and after a customer in this list, by two statements that follow its order.</summary>
    public Task<Neighbours> NeighboursAsync(CrmDbContext db, long customerId, CancellationToken cancellation) =>
        Sort.Order.NeighboursAsync(db, Filter, customerId, cancellation);

    public bool IsSameAs(ListQuery other) => Kept == other.Kept;

    private IEnumerable<(string, string)> Parts(bool always)
    {
        foreach (var (key, value) in FilterAddress.Write(Filter))
        {
            yield return (key, value);
        }

        if (always || Sort != CustomerSort.Default)
        {
            yield return (SortName, (Sort.Descending ? "-" : "") + Name(Sort.Key));
        }

        if (!Columns.SequenceEqual(ColumnStyle.Default))
        {
            yield return (ColumnsKey, string.Join(',', Columns.Select(Name)));
        }
    }

    public static string Name<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();

    private static string Of(string path, string text) => text.Length == 0 ? path : path + "?" + text;

    private static string Written(IEnumerable<(string Key, string Value)> parts) =>
        new QueryBuilder(parts.Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Key, p.Value)))
            .ToQueryString().Value!.TrimStart('?').Replace("%2C", ",", StringComparison.Ordinal);

    private static CustomerSort? ReadSort(string text)
    {
        if (text.Length == 0)
        {
            return CustomerSort.Default;
        }

        var descending = text[0] == '-';
        return Named<SortBy>(descending ? text[1..] : text) is { } key ? new CustomerSort(key, descending) : null;
    }

    private static IReadOnlyList<ListColumn>? ReadColumns(string text)
    {
        var read = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Named<ListColumn>).ToList();
        return read.Count == 0 ? ColumnStyle.Default
            : read.Contains(null) ? null
            : [.. read.OfType<ListColumn>().Distinct().Order()];
    }

    private static T? Named<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
            {
                return value;
            }
        }

        return null;
    }
}
