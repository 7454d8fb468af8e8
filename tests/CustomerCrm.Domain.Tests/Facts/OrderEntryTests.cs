using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Orders;

namespace CustomerCrm.Domain.Tests.Facts;

/// <summary>What an order comes to, and what it cannot be (formats.md); the firm's currency is EUR.</summary>
public sealed class OrderEntryTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    public static TheoryData<string, OrderEntry, decimal, decimal, decimal?> Worked => new()
    {
        { "gross alone", Entry() with { Gross = 100 }, 100, 100, null },
        { "gross less discount", Entry() with { Gross = 100, Discount = 12.34m }, 87.66m, 87.66m, null },
        { "net as it must be", Entry() with { Gross = 100, Discount = 12.34m, Net = 87.66m }, 87.66m, 87.66m, null },
        { "net of nothing", Entry() with { Net = 0 }, 0, 0, null },
        { "a discount beside a net", Entry() with { Net = 90, Discount = 10 }, 90, 90, null },
        { "a return", Entry() with { Net = 7.5m, Kind = OrderKind.Return, CostOfGoods = 5 }, 7.5m, 7.5m, 5 },
        { "own currency in small letters", Entry() with { Net = 10, Currency = " eur ", FxRate = 1 }, 10, 10, null },
        { "half a cent to even, down", Entry() with { Net = 0.25m, Currency = "usd", FxRate = 0.5m, CostOfGoods = 0.75m }, 0.25m, 0.12m, 0.38m },
        { "half a cent to even, of a rate", Entry() with { Net = 100, Currency = "USD", FxRate = 1.23445m }, 100, 123.44m, null },
        { "just over half", Entry() with { Net = 1, Currency = "USD", FxRate = 0.015001m }, 1, 0.02m, null },
        { "lines alone, rounded once", Entry(Line(1, 0.333m), Line(1, 0.333m), Line(1, 0.339m)), 1.00m, 1.00m, null },
        { "lines alone, half to even", Entry(Line(0.5m, 0.25m)), 0.12m, 0.12m, null },
        { "a line's discount and net", Entry(Line(3, 10) with { Discount = 5 }, new OrderLineEntry(null, Net: 2)), 27, 27, null },
        { "lines never change a net", Entry(Line(3, 10)) with { Net = 20 }, 20, 20, null },
        { "cost of the lines", Entry(Line(1, 5) with { CostOfGoods = 2 }, Line(1, 5) with { CostOfGoods = 1.5m }) with { Net = 20 }, 20, 20, 3.5m },
        { "a line lacks its cost", Entry(Line(1, 5) with { CostOfGoods = 2 }, Line(1, 5)) with { Net = 20 }, 20, 20, null },
        { "own cost wins", Entry(Line(1, 5) with { CostOfGoods = 2 }, Line(1, 5)) with { Net = 20, CostOfGoods = 9 }, 20, 20, 9 },
        { "the largest there is", Entry() with { Net = 999_999_999_999.99m }, 999_999_999_999.99m, 999_999_999_999.99m, null },
    };

    public static TheoryData<string, OrderEntry, string, FactRefusal> Refused => new()
    {
        { "no number", Entry() with { Net = 1, OrderNo = "  " }, "OrderNo", FactRefusal.Missing },
        { "a long number", Entry() with { Net = 1, OrderNo = new string('x', 65) }, "OrderNo", FactRefusal.TooLong },
        { "too early", Entry() with { Net = 1, OrderedOn = new DateOnly(1899, 12, 31) }, "OrderedOn", FactRefusal.DateOutOfRange },
        { "due too late", Entry() with { Net = 1, DueOn = new DateOnly(2200, 1, 1) }, "DueOn", FactRefusal.DateOutOfRange },
        { "paid too late", Entry() with { Net = 1, PaidOn = new DateOnly(2200, 1, 1) }, "PaidOn", FactRefusal.DateOutOfRange },
        { "no amount", Entry(), "Net", FactRefusal.NoNet },
        { "discount alone", Entry() with { Discount = 5 }, "Net", FactRefusal.NoNet },
        { "three decimals", Entry() with { Net = 5.001m }, "Net", FactRefusal.TooManyDecimals },
        { "three decimals, a zero", Entry() with { Net = 5.000m }, "Net", FactRefusal.TooManyDecimals },
        { "cost of three decimals", Entry() with { Net = 5, CostOfGoods = 1.005m }, "CostOfGoods", FactRefusal.TooManyDecimals },
        { "13 digits", Entry() with { Net = 1_000_000_000_000m }, "Net", FactRefusal.TooManyDigits },
        { "negative gross", Entry() with { Gross = -1 }, "Gross", FactRefusal.Under },
        { "negative cost", Entry() with { Net = 5, CostOfGoods = -1 }, "CostOfGoods", FactRefusal.Under },
        { "other net", Entry() with { Gross = 100, Discount = 10, Net = 90.01m }, "Net", FactRefusal.NotGrossLessDiscount },
        { "other net without discount", Entry() with { Gross = 100, Net = 99.99m }, "Net", FactRefusal.NotGrossLessDiscount },
        { "negative sale", Entry() with { Net = -5 }, "Net", FactRefusal.NegativeSale },
        { "discount over gross", Entry() with { Gross = 5, Discount = 6 }, "Net", FactRefusal.NegativeSale },
        { "negative return", Entry() with { Net = -5, Kind = OrderKind.Return }, "Net", FactRefusal.NegativeReturn },
        { "foreign without rate", Entry() with { Net = 5, Currency = "USD" }, "FxRate", FactRefusal.NoFxRate },
        { "rate of nothing", Entry() with { Net = 5, Currency = "USD", FxRate = 0 }, "FxRate", FactRefusal.Under },
        { "rate of seven decimals", Entry() with { Net = 5, Currency = "USD", FxRate = 1.1234567m }, "FxRate", FactRefusal.TooManyDecimals },
        { "rate of the own currency", Entry() with { Net = 5, Currency = "EUR", FxRate = 1.5m }, "FxRate", FactRefusal.UnusedRate },
        { "no currency", Entry() with { Net = 5, Currency = "EURO" }, "Currency", FactRefusal.NoCurrency },
        { "currency in other letters", Entry() with { Net = 5, Currency = "欧元元" }, "Currency", FactRefusal.NoCurrency },
        { "too large in base", Entry() with { Net = 999_999_999_999m, Currency = "USD", FxRate = 2 }, "FxRate", FactRefusal.AmountTooLarge },
        { "cost too large in base", Entry() with { Net = 1, CostOfGoods = 999_999_999_999m, Currency = "USD", FxRate = 2 }, "FxRate", FactRefusal.AmountTooLarge },
        { "discount too negative", Entry() with { Gross = 999_999_999_999m, Discount = -1 }, "Net", FactRefusal.TooLarge },
        { "discount of lines alone", Entry(Line(1, 5)) with { Discount = 1 }, "Discount", FactRefusal.DiscountWithoutGross },
        { "lines below zero", Entry(Line(1, -5)), "Net", FactRefusal.LinesNegativeSale },
        { "returned lines below zero", Entry(Line(1, -5)) with { Kind = OrderKind.Return }, "Net", FactRefusal.NegativeReturn },
        { "lines too large", Entry(Line(1, 999_999_999_999m), Line(1, 2)), "Net", FactRefusal.TooLarge },
        {
            "cost of lines too large",
            Entry(Line(1, 1) with { CostOfGoods = 999_999_999_999m }, Line(1, 1) with { CostOfGoods = 1 }) with { Net = 1 },
            "CostOfGoods", FactRefusal.LinesCostTooLarge
        },
    };

    public static TheoryData<string, OrderLineEntry, string, FactRefusal> RefusedLines => new()
    {
        { "nothing but a name", new OrderLineEntry(null, ProductName: "Flour"), "Net", FactRefusal.NoLineNet },
        { "no price", new OrderLineEntry(null, Quantity: 2), "Net", FactRefusal.NoLineNet },
        { "seven decimals", Line(1.1234567m, 1), "Quantity", FactRefusal.TooManyDecimals },
        { "price of 13 digits", Line(1, 1_000_000_000_000m), "UnitPrice", FactRefusal.TooManyDigits },
        { "product too large", Line(1_000_000, 1_000_000), "Quantity", FactRefusal.AmountTooLarge },
        { "product of the largest", Line(999_999_999_999.999999m, 999_999_999_999.999999m), "Quantity", FactRefusal.AmountTooLarge },
        { "three decimals", new OrderLineEntry(null, Net: 1.001m), "Net", FactRefusal.TooManyDecimals },
        { "negative cost", new OrderLineEntry(null, Net: 1, CostOfGoods: -1), "CostOfGoods", FactRefusal.Under },
    };

    [Theory]
    [MemberData(nameof(Worked))]
    public void Enter_WhatFollows_IsWorkedOut(string what, OrderEntry entry, decimal net, decimal baseNet, decimal? baseCost)
    {
        var (order, errors) = Order.Enter(7, entry, "EUR");

        errors.ShouldBeEmpty(what);
        (order!.Net, order.BaseNet, order.BaseCostOfGoods, order.CustomerId).ShouldBe((net, baseNet, baseCost, 7), what);
        order.FromLines.ShouldBe(entry is { Net: null, Gross: null }, what);
        order.Currency.ShouldBe(entry.FxRate is null or 1 ? "EUR" : "USD");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Enter_WhatCannotBe_IsRefusedAtItsField(string what, OrderEntry entry, string field, FactRefusal refusal)
    {
        var (order, errors) = Order.Enter(7, entry, "EUR");

        order.ShouldBeNull(what);
        errors.Select(e => (e.Field, e.Refusal, e.Line)).ShouldHaveSingleItem(what).ShouldBe((field, refusal, null), what);
    }

    [Theory]
    [MemberData(nameof(RefusedLines))]
    public void Enter_LineThatCannotBe_IsRefusedAtItsPlace(string what, OrderLineEntry line, string field, FactRefusal refusal)
    {
        var (_, errors) = Order.Enter(7, Entry(Line(1, 1), line), "EUR");

        errors.Select(e => (e.Field, e.Refusal, e.Line)).ShouldContain((field, refusal, 1), what);
        errors.ShouldAllBe(e => e.Line == 1, what);
    }

    [Fact]
    public void Correct_Refused_LeavesTheOrder()
    {
        var order = Sale(Entry(Line(1, 5)));

        order.Correct(Entry() with { OrderNo = "OTHER", Net = -1 }, "EUR").ShouldNotBeEmpty();

        (order.OrderNo, order.Net, order.Lines.Count).ShouldBe(("O1", 5, 1));
    }

    [Fact]
    public void Correct_Lines_ChangeComeInAndGo()
    {
        var order = Sale(Entry(Line(1, 5), Line(2, 5), Line(3, 5)));

        order.Correct(Entry(Line(9, 1) with { LineNo = "2" }, Line(1, 5) with { LineNo = "1" }, Line(4, 1), Line(1, 1) with { LineNo = "NOWHERE" }), "EUR");

        order.Lines.Select(line => (line.LineNo, line.Quantity)).ShouldBe([("1", 1m), ("2", 9m), ("4", 4m), ("5", 1m)], ignoreOrder: true);
        order.Net.ShouldBe(19);
    }

    [Fact]
    public void Correct_LinesLeftOut_StayAndCountOn()
    {
        var order = Sale(Entry(Line(2, 5) with { CostOfGoods = 3 }));

        order.Correct(Entry() with { Lines = null, OrderNo = "O2" }, "EUR").ShouldBeEmpty();

        (order.OrderNo, order.Net, order.BaseCostOfGoods, order.Lines.Count).ShouldBe(("O2", 10, 3, 1));
    }

    [Fact]
    public void Pay_OpenSale_IsPaidOnce()
    {
        var order = Sale(Entry() with { Net = 5 });

        order.Pay(Day).ShouldBeNull();

        order.PaidOn.ShouldBe(Day);
        order.Pay(Day)!.Refusal.ShouldBe(FactRefusal.PaidAlready);
        Sale(Entry() with { Net = 5, Kind = OrderKind.Return }).Pay(Day)!.Refusal.ShouldBe(FactRefusal.NeverPaid);
        Sale(Entry() with { Net = 5 }).Pay(new DateOnly(2200, 1, 1))!.Refusal.ShouldBe(FactRefusal.DateOutOfRange);
    }

    [Fact]
    public void Void_Twice_KeepsTheFirstMomentUntilItIsBroughtBack()
    {
        var order = Sale(Entry() with { Net = 5 });
        order.Void(DateTimeOffset.UnixEpoch);
        order.Void(DateTimeOffset.UnixEpoch.AddDays(1));

        order.VoidedAt.ShouldBe(DateTimeOffset.UnixEpoch);
        order.Pay(Day)!.Refusal.ShouldBe(FactRefusal.Voided);
        order.Restore();
        order.VoidedAt.ShouldBeNull();
    }

    private static Order Sale(OrderEntry entry) => Order.Enter(7, entry, "EUR").Order!;

    private static OrderEntry Entry(params OrderLineEntry[] lines) => new() { OrderNo = "O1", OrderedOn = Day, Lines = lines };

    private static OrderLineEntry Line(decimal quantity, decimal price) => new(null, Quantity: quantity, UnitPrice: price);
}
