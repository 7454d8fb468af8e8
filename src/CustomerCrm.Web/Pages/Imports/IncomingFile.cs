using System.Text;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>How a form with a file came in.</summary>
public enum Incoming
{
    /// <summary>Whole; without a file where none was chosen.</summary>
    Whole,

    /// <summary>The file has more bytes than it may.</summary>
    TooLarge,

    /// <summary>No form of ours: no token of this reader, or cut off, or not to be read.</summary>
    Refused,
}

/// <summary>
/// Takes a form with a file as it comes in, the file piece by piece into the database and never whole into memory or onto a disk.
/// The framework would read it all before the page is asked, so the page reads it itself; the token stands before the file.
/// </summary>
public sealed class IncomingFile(UploadStore uploads, IAntiforgery antiforgery, ImportLimits limits)
{
    public const string FileField = "File";
    private const string TokenField = "form-token";
    private const string TokenHeader = "RequestVerificationToken";
    private const int LongestField = 4_096;
    private const int MostSections = 20;
    private const int LongestName = 200;

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Null where no file was chosen.</summary>
    public long? UploadId { get; private set; }

    public string FileName { get; private set; } = "";

    public long Size { get; private set; }

    public async Task<Incoming> TakeAsync(HttpContext context, Actor by, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= 200 } boundary)
        {
            return Incoming.Refused;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } largest)
        {
            // Counted here; what is too large is read on a little, since a browser shows no answer to what it could not send.
            largest.MaxRequestBodySize = null;
        }

        var end = Incoming.Refused;
        try
        {
            end = await ReadAsync(new MultipartReader(boundary, context.Request.Body), context, by, cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or DecoderFallbackException)
        {
            end = Incoming.Refused;
        }
        finally
        {
            if (end != Incoming.Whole)
            {
                await DropAsync();
            }
        }

        return end;
    }

    /// <summary>Leaves nothing of the file behind.</summary>
    public async Task DropAsync()
    {
        if (UploadId is { } id)
        {
            await uploads.DropAsync(id, CancellationToken.None);
            UploadId = null;
        }
    }

    private async Task<Incoming> ReadAsync(MultipartReader reader, HttpContext context, Actor by, CancellationToken cancellation)
    {
        var isOurs = false;
        for (var read = 0; await reader.ReadNextSectionAsync(cancellation) is { } section; read++)
        {
            if (read >= MostSections || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                return Incoming.Refused;
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (disposition.IsFileDisposition())
            {
                isOurs = isOurs || await IsOursAsync(context);
                if (!isOurs || name != FileField || UploadId is not null)
                {
                    return Incoming.Refused;
                }

                if (!await TakeFileAsync(section, disposition, by, cancellation))
                {
                    await PassOverAsync(context.Request.Body, cancellation);
                    return Incoming.TooLarge;
                }
            }
            else if (await FieldAsync(section, cancellation) is { } value)
            {
                Fields[name] = value;
            }
            else
            {
                return Incoming.Refused;
            }
        }

        return isOurs || await IsOursAsync(context) ? Incoming.Whole : Incoming.Refused;
    }

    private async Task<bool> IsOursAsync(HttpContext context)
    {
        // Without one the framework would look for it in the form, which is being read here.
        if (Fields.GetValueOrDefault(TokenField) is not { Length: > 0 } token)
        {
            return false;
        }

        context.Request.Headers[TokenHeader] = token;
        return await antiforgery.IsRequestValidAsync(context);
    }

    /// <returns>False where it is too large.</returns>
    private async Task<bool> TakeFileAsync(
        MultipartSection section, ContentDispositionHeaderValue disposition, Actor by, CancellationToken cancellation)
    {
        FileName = Named(HeaderUtilities.RemoveQuotes(
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString());
        if (FileName.Length == 0)
        {
            return true;
        }

        UploadId = await uploads.BeginAsync(by, cancellation);
        if (await uploads.WriteAsync(UploadId.Value, section.Body, cancellation) is not { } size)
        {
            return false;
        }

        Size = size;
        return true;
    }

    private async Task PassOverAsync(Stream body, CancellationToken cancellation)
    {
        var block = new byte[64 * 1024];
        var passed = 0L;
        while (passed < limits.LargestUpload && await body.ReadAsync(block, cancellation) is > 0 and var read)
        {
            passed += read;
        }
    }

    private static async Task<string?> FieldAsync(MultipartSection section, CancellationToken cancellation)
    {
        var bytes = new byte[LongestField + 1];
        var count = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return count > LongestField ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, count);
    }

    /// <summary>Only ever shown: the last part of what may be a path, whole characters, not too long.</summary>
    private static string Named(string sent)
    {
        var name = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = string.Concat(name.EnumerateRunes().Where(r => !Rune.IsControl(r) && (r.Value & 0xFFFE) != 0xFFFE).Take(LongestName));
        return kept.Trim();
    }
}
