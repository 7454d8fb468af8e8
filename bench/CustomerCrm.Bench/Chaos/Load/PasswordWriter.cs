using System.Net;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>Writes by a page: changes its own password again and again, on either node, and knows at any time which one holds.</summary>
internal sealed class PasswordWriter(Stage stage, string email, string first, int seed) : IDisposable
{
    private readonly Random random = new(seed);
    private Visitor? visitor;
    private int changes;

    /// <summary>The one that the product acknowledged last.</summary>
    public string Current { get; private set; } = first;

    public async Task RunAsync(CancellationToken stop)
    {
        visitor = await EnterAsync(stop, Current);
        while (!stop.IsCancellationRequested)
        {
            await ChangeAsync($"a new password {++changes}", stop);
            await Task.Delay(1_000, CancellationToken.None);
        }
    }

    public void Dispose() => visitor?.Dispose();

    private async Task ChangeAsync(string next, CancellationToken stop)
    {
        const string address = "/Account/Profile";
        var node = stage.AnyNode(random);
        if (await visitor!.GetAsync(node, address) is not { } form)
        {
            return;
        }

        if (form.Status != HttpStatusCode.OK)
        {
            stage.Tally.Find($"{(int)form.Status} {form.Location} of {node.Name} to GET {address}");
            return;
        }

        var answer = await visitor!.PostAsync(
            node, address, form, ("Form.Current", Current), ("Form.Password", next), ("Form.Repeat", next));
        if (answer is { Status: HttpStatusCode.Redirect })
        {
            stage.Tally.Acknowledge();
            stage.Ledger.AddPassword();
            Current = next;
        }
        else if (answer is null)
        {
            // Nobody said whether it was changed: either way is right, and signing in tells which.
            stage.Tally.LeaveUnanswered();
            visitor!.Dispose();
            visitor = await EnterAsync(stop, next, Current);
        }
        else
        {
            stage.Tally.Find($"{(int)answer.Status} {answer.Location} of {node.Name} to a change of password");
        }
    }

    /// <summary>As a stranger, so that the password alone lets him in.</summary>
    private async Task<Visitor> EnterAsync(CancellationToken stop, params string[] passwords)
    {
        var stranger = new Visitor(stage, email);
        while (!stop.IsCancellationRequested || stage.Nodes.Any(n => n.ShouldAnswer))
        {
            foreach (var one in passwords)
            {
                // A node that does not answer says nothing about the password: ask one that does.
                var node = stage.Nodes.FirstOrDefault(n => n.ShouldAnswer) ?? stage.Nodes[0];
                if (await stranger.SignInAsync(node, one))
                {
                    Current = one;
                    return stranger;
                }
            }

            await Task.Delay(500, CancellationToken.None);
        }

        return stranger;
    }
}
