using CustomerCrm.Domain.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Property(o => o.OrderNo).HasMaxLength(Order.NumberLength).UseCollation("C");
        builder.HasIndex(o => o.OrderNo).IsUnique();
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.Property(o => o.FxRate).HasPrecision(18, 6);
        foreach (var money in new[]
        {
            nameof(Order.Gross), nameof(Order.Discount), nameof(Order.Net), nameof(Order.CostOfGoods),
            nameof(Order.BaseNet), nameof(Order.BaseCostOfGoods),
        })
        {
            builder.Property(money).HasPrecision(14, 2);
        }

        builder.Property(o => o.Version).IsRowVersion();
        builder.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);

        // Scoring walks this index in customer order and never touches the table; it also serves the card's newest orders.
        // Any further index here slows every import and wants a measured reason: import_id has none.
        builder.HasIndex(o => new { o.CustomerId, o.OrderedOn })
            .IncludeProperties(o => new { o.Kind, o.BaseNet, o.BaseCostOfGoods, o.DueOn, o.PaidOn, o.VoidedAt });
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines");
        builder.HasKey(l => new { l.OrderId, l.LineNo });
        builder.Property(l => l.LineNo).HasMaxLength(Order.NumberLength).UseCollation("C");
        builder.Property(l => l.Quantity).HasPrecision(18, 6);
        builder.Property(l => l.UnitPrice).HasPrecision(18, 6);
        builder.Property(l => l.Discount).HasPrecision(14, 2);
        builder.Property(l => l.Net).HasPrecision(14, 2);
        builder.Property(l => l.CostOfGoods).HasPrecision(14, 2);
        builder.Property(l => l.Amount).HasPrecision(28, 12)
            .HasComputedColumnSql("coalesce(net, quantity * unit_price - coalesce(discount, 0))", stored: true);
        builder.HasOne(l => l.Order).WithMany(o => o.Lines).HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Cascade);
    }
}
