namespace CustomerCrm.Browser.Tests;

/// <summary>A row of orders.csv with one kind of dirt.</summary>
/// <param name="Dirt">What is wrong with it, or odd.</param>
/// <param name="Column">Where the error stands; null for a row that is good all the same.</param>
/// <param name="Reason">The key of what is told of it.</param>
internal sealed record DirtyRow(string Dirt, string Csv, string? Column = null, string? Reason = null);

/// <summary>One file of orders, each row of it dirty in a way of its own, with what formats.md says of each.</summary>
internal static class DirtyRows
{
    public const string Header = "order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on";

    private const string Day = "2011-12-01";

    /// <summary>Rows that cannot be taken.</summary>
    public static readonly IReadOnlyList<DirtyRow> Bad =
    [
        Of("no number", ",J-BAD,2011-12-01,,,,10,,,,,", "order_no", "Row.Empty"),
        Of("a number of blanks", "\"   \",J-BAD,2011-12-01,,,,10,,,,,", "order_no", "Row.Empty"),
        Of("a number too long", $"{new string('n', 65)},J-BAD,2011-12-01,,,,10,,,,,", "order_no", "Row.TooLong"),
        Of("a bell in the number", "J\a1,J-BAD,2011-12-01,,,,10,,,,,", "order_no", "Row.ControlCharacter"),
        Of("a line break in the number", "\"J\n2\",J-BAD,2011-12-01,,,,10,,,,,", "order_no", "Row.ControlCharacter"),
        Of("a NUL in the customer's key", "J-03,J\0BAD,2011-12-01,,,,10,,,,,", "customer_key", "Row.ControlCharacter"),
        Of("no customer", "J-04,,2011-12-01,,,,10,,,,,", "customer_key", "Row.Empty"),
        Of("a customer's key too long", $"J-05,{new string('长', 65)},2011-12-01,,,,10,,,,,", "customer_key", "Row.TooLong"),
        Dated("no date", "J-06", "", "Row.Empty"),
        Dated("a British date", "J-07", "01/12/2011", "Row.NoDate"),
        Dated("a date with points", "J-08", "2011.12.01", "Row.NoDate"),
        Dated("a date without zeros", "J-09", "2011-12-1", "Row.NoDate"),
        Dated("a day that never was", "J-10", "2011-02-30", "Row.NoDate"),
        Dated("a date with a time", "J-11", "2011-12-01 00:00:00", "Row.NoDate"),
        Dated("a spreadsheet's serial date", "J-12", "40878", "Row.NoDate"),
        Dated("a Chinese date", "J-13", "2011年12月1日", "Row.NoDate"),
        Dated("a date of long ago", "J-14", "1811-12-01", "Row.DateOutOfRange"),
        Dated("a date of another age", "J-15", "9999-12-31", "Row.DateOutOfRange"),
        Of("an unknown kind", "J-16,J-BAD,2011-12-01,refund,,,10,,,,,", "kind", "Row.NoWord"),
        Net("thousands separated", "J-17", "\"1,234.50\"", "Row.NoNumber"),
        Net("a decimal comma", "J-18", "\"12,50\"", "Row.NoNumber"),
        Net("a currency sign", "J-19", "£10", "Row.NoNumber"),
        Net("brackets for less than nothing", "J-20", "(10.00)", "Row.NoNumber"),
        Net("an exponent", "J-21", "1e3", "Row.NoNumber"),
        Net("full-width digits", "J-22", "１２", "Row.NoNumber"),
        Net("Arabic digits", "J-23", "١٢", "Row.NoNumber"),
        Net("a word", "J-24", "N/A", "Row.NoNumber"),
        Net("the minus behind", "J-25", "5-", "Row.NoNumber"),
        Net("a plus", "J-26", "+5", "Row.NoNumber"),
        Net("a point without a digit", "J-27", ".5", "Row.NoNumber"),
        Net("a formula", "J-28", "=1+1", "Row.NoNumber"),
        Net("a formula that calls", "J-29", "\"=HYPERLINK(\"\"http://x.example\"\")\"", "Row.NoNumber"),
        Net("a tag", "J-30", "<script>alert(1)</script>", "Row.NoNumber"),
        Net("a space between thousands", "J-31", "1\u00A0234", "Row.NoNumber"),
        Net("a third of a penny", "J-32", "10.333", "Row.TooManyDecimals"),
        Net("too many digits", "J-33", "1234567890123", "Row.TooManyDigits"),
        Net("no amount", "J-34", "", "Row.NoNet"),
        Net("a sale below nothing", "J-35", "-10", "Row.NegativeSale"),
        Of("a return below nothing", "J-36,J-BAD,2011-12-01,return,,,-10,,,,,", "net", "Row.NegativeReturn"),
        Of("a net that is another", "J-37,J-BAD,2011-12-01,,100,10,95,,,,,", "net", "Row.NotGrossLessDiscount"),
        Of("a gross below nothing", "J-38,J-BAD,2011-12-01,,-5,,,,,,,", "gross", "Row.Under"),
        Of("a discount in percent", "J-39,J-BAD,2011-12-01,,100,10%,,,,,,", "discount", "Row.NoNumber"),
        Of("a cost below nothing", "J-40,J-BAD,2011-12-01,,,,10,-1,,,,", "cost_of_goods", "Row.Under"),
        Of("a currency's sign for its name", "J-41,J-BAD,2011-12-01,,,,10,,€,1.1,,", "currency", "Row.NoCurrency"),
        Of("a currency of four letters", "J-42,J-BAD,2011-12-01,,,,10,,EURO,1.1,,", "currency", "Row.NoCurrency"),
        Of("a foreign currency without a rate", "J-43,J-BAD,2011-12-01,,,,10,,EUR,,,", "fx_rate", "Row.NoFxRate"),
        Of("a rate of nothing", "J-44,J-BAD,2011-12-01,,,,10,,EUR,0,,", "fx_rate", "Row.Under"),
        Of("a rate too fine", "J-45,J-BAD,2011-12-01,,,,10,,EUR,1.1234567,,", "fx_rate", "Row.TooManyDecimals"),
        Of("an amount too large in our money", "J-46,J-BAD,2011-12-01,,,,99999999999,,EUR,100,,", "fx_rate", "Row.AmountTooLarge"),
        Of("due on a word", "J-47,J-BAD,2011-12-01,,,,10,,,,soon,", "due_on", "Row.NoDate"),
        Of("paid on an American date", "J-48,J-BAD,2011-12-01,,,,10,,,,,12/24/2011", "paid_on", "Row.NoDate"),
        Of("cells missing", "J-49,J-BAD,2011-12-01", "order_no", "Row.FewerCells"),
        Of("a cell too many", "J-50,J-BAD,2011-12-01,,,,10,,,,,,x", "order_no", "Row.MoreCells"),
        Of("the number of a row above", "JG-01,J-NEW-1,2011-12-01,,,,10,,,,,", "order_no", "Row.KeyTwice"),
    ];

    /// <summary>Rows that look odd and are taken: five customers nobody knew, seven orders.</summary>
    public static readonly IReadOnlyList<DirtyRow> Good =
    [
        new("as it should be", "JG-01,J-NEW-1,2011-12-01,sale,100.00,10.00,90.00,40,GBP,,2011-12-31,2011-12-09"),
        new("blanks around everything", "  JG-02 , J-NEW-1 , 2011-12-01 , Sale ,,, 12.5 ,, gbp ,,,"),
        new("all of it quoted, a quote inside", "\"JG-03\",\"J-NEW-\"\"2\"\"\",\"2011-12-02\",\"\",\"\",\"\",\"7\",\"\",\"\",\"\",\"\",\"\""),
        new("a Chinese key", "JG-04,测试客户,2011-12-03,RETURN,,,5.00,,,,,"),
        new("a key that writes from right to left", "JG-05,\u05D0\u05D1\u05D2\u202E,2011-12-03,,,,0,,,,,"),
        new("a key that a spreadsheet would run", "JG-06,'=J-NEW-3,2011-12-04,,3.10,,,,USD,0.7,,"),
        new("the net left to the file", "JG-07,J-NEW-1,2011-12-05,,20,-0,,,,,,"),
    ];

    public const int NewCustomers = 5;

    /// <summary>The file, its odd rows among the bad ones, with a blank line that counts as a line and is no row.</summary>
    public static string File => string.Join("\r\n", [Header, .. Good.Take(1).Concat(Bad).Concat(Good.Skip(1)).Select(r => r.Csv), "", ""]);

    /// <summary>Where each bad row begins, as the page must say it.</summary>
    public static IEnumerable<(int Line, DirtyRow Row)> BadLines()
    {
        var line = 3;
        foreach (var row in Bad)
        {
            yield return (line, row);
            line += row.Csv.Count(c => c == '\n') + 1;
        }
    }

    private static DirtyRow Of(string dirt, string csv, string column, string reason) => new(dirt, csv, column, reason);

    private static DirtyRow Dated(string dirt, string number, string date, string reason) =>
        Of(dirt, $"{number},J-BAD,{date},,,,10,,,,,", "ordered_on", reason);

    private static DirtyRow Net(string dirt, string number, string net, string reason) =>
        Of(dirt, $"{number},J-BAD,{Day},,,,{net},,,,,", "net", reason);
}
