using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>A browser of one user. Its sign-in holds on every node, since cookies know no ports and the nodes share their keys.</summary>
internal sealed partial class Visitor(Stage stage, string email) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        // A frozen node keeps its connections; the next one asks anew.
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    { Timeout = TimeSpan.FromSeconds(15) };

    public async Task<bool> SignInAsync(WebNode node, string password) =>
        await GetAsync(node, "/Account/SignIn") is { Status: HttpStatusCode.OK } form
        && await PostAsync(node, "/Account/SignIn", form, ("Form.Email", email), ("Form.Password", password)) is { Status: HttpStatusCode.Redirect };

    public Task<Page?> GetAsync(WebNode node, string path) =>
        SendAsync(node, new HttpRequestMessage(HttpMethod.Get, new Uri(node.Address, path)));

    public Task<Page?> PostAsync(WebNode node, string path, Page form, params (string Name, string Value)[] fields)
    {
        var values = fields.Append(("form-token", Token().Match(form.Text).Groups[1].Value));
        return SendAsync(node, new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, path))
        {
            Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Item1, v.Item2))),
        });
    }

    public void Dispose() => client.Dispose();

    /// <returns>Null where nobody answered, or the server of the database was not there; told in the tally.</returns>
    private async Task<Page?> SendAsync(WebNode node, HttpRequestMessage request)
    {
        var (tally, outages, turn) = (stage.Tally, stage.ServerOutages, node.Turn);
        var mayFail = !node.ShouldAnswer;
        var watch = Stopwatch.StartNew();
        try
        {
            using var sent = request;
            using var answer = await client.SendAsync(request);
            var page = new Page(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync());
            if ((int)page.Status < 500)
            {
                tally.Serve(watch.Elapsed);
                return page;
            }

            if (page.Status == HttpStatusCode.ServiceUnavailable && (stage.ServerMayFail || outages != stage.ServerOutages))
            {
                tally.Refuse();
                return null;
            }

            tally.Find($"{(int)page.Status} of {node.Name} to {request.Method} {request.RequestUri!.AbsolutePath}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            if (mayFail || !node.ShouldAnswer || node.Turn != turn || (stage.ServerMayFail && e is TaskCanceledException))
            {
                tally.Refuse();
            }
            else
            {
                tally.Find($"no answer of {node.Name} to {request.Method} {request.RequestUri!.AbsolutePath}: {e.Message}");
            }
        }

        await Task.Delay(50);
        return null;
    }

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

internal sealed record Page(HttpStatusCode Status, string? Location, string Text);
