using System.Net;
using System.Net.Sockets;

namespace CustomerCrm.Web.Security;

/// <summary>How often one caller may try.</summary>
public static class RateLimits
{
    /// <summary>Trying a password or a link; reading the page is free.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>An address; of version 6 the network a household or firm has, since it may choose the rest freely.</summary>
    internal static string CallerOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]).ToString()
            : address.ToString();
    }
}
