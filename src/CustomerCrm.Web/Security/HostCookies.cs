using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace CustomerCrm.Web.Security;

/// <summary>
/// Over https every cookie goes by a name that starts with __Host-, secure and for the whole site, and no other cookie is
/// believed; over plain http on this machine, where browsers refuse such names, they keep their plain ones. One place for all
/// cookies: sign-in, antiforgery, language and the rest never see the difference.
/// </summary>
internal sealed class HostCookies(RequestDelegate next)
{
    public const string Prefix = "__Host-";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            context.Request.Cookies = new Received(context.Request.Cookies);
            context.Features.Set<IResponseCookiesFeature>(new Sent(context.Response.Cookies));
        }

        return next(context);
    }

    private sealed class Received(IRequestCookieCollection all) : IRequestCookieCollection
    {
        private readonly Dictionary<string, string> cookies = all
            .Where(c => c.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(c => c.Key[Prefix.Length..], c => c.Value, StringComparer.Ordinal);

        public int Count => cookies.Count;

        public ICollection<string> Keys => cookies.Keys;

        public string? this[string key] => cookies.GetValueOrDefault(key);

        public bool ContainsKey(string key) => cookies.ContainsKey(key);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => cookies.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => cookies.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Sent(IResponseCookies cookies) : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => Append(key, value, new CookieOptions());

        public void Append(string key, string value, CookieOptions options) => cookies.Append(Prefix + key, value, Hardened(options));

        public void Delete(string key) => Delete(key, new CookieOptions());

        public void Delete(string key, CookieOptions options) => cookies.Delete(Prefix + key, Hardened(options));

        private static CookieOptions Hardened(CookieOptions options) => new(options) { Secure = true, Path = "/", Domain = null };
    }
}
