using System.Text;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Cli.Tests;

public sealed class FileTextTests
{
    [Fact]
    public void Utf8_is_told_from_windows_1252_by_its_bytes()
    {
        FileText.Read(Encoding.UTF8.GetBytes("Crème 精华"), "auto").ShouldBe(("Crème 精华", "utf-8"));
        FileText.Read(DirtyFile.Bytes, "auto").ShouldBe((DirtyFile.Text, "windows-1252"));
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_header()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "name"u8];
        FileText.Read(marked, "auto").Text.ShouldBe("name");
    }

    [Fact]
    public void Unicode_text_of_a_spreadsheet_is_told_by_its_mark()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
            FileText.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("名称,Crème")], "auto").ShouldBe(("名称,Crème", "utf-16"));
    }

    [Fact]
    public void A_named_encoding_is_not_guessed_away()
    {
        FileText.Read("Crème"u8.ToArray(), "windows-1252").Text.ShouldBe("CrÃ¨me");
        Should.Throw<DecoderFallbackException>(() => FileText.Read(DirtyFile.Bytes, "utf-8"));
        FileText.Read(Encoding.GetEncoding("gb18030").GetBytes("精华液"), "gb18030").Text.ShouldBe("精华液");
    }
}
