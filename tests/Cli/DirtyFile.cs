using System.Text;

namespace BeautyGrains.Cli.Tests;

/// <summary>A product list with the dirt of real ones: Windows-1252 bytes, no codes, quoted commas, accents and trade marks, CRLF.</summary>
internal static class DirtyFile
{
    public const string Header = "Label,Brand,Name,Price,Rank,Ingredients,Combination,Dry,Normal,Oily,Sensitive";

    public static string Text { get; } = string.Join("\r\n",
        Header,
        "Moisturizer,MAISON ÉTÉ,Crème de Minuit,175,4.1,\"Algae (Seaweed) Extract, Mineral Oil, Petrolatum\",1,1,1,1,1",
        "Treatment,DRUPA,Protéini™ Cream,68,4.4,\"Water, Glycerin, \"\"Peptide\"\" Complex\",1,0,1,0,1",
        "Sun protect,Ñandú,Soleil – 50° ®,29.5,4,\"Zinc Oxide, Water\r\nMay contain: Mica\",0,0,0,1,0",
        "Face Mask,DRUPA,Plain Mask,3,3.9,Visit the DRUPA boutique,0,0,0,0,0",
        "");

    public static byte[] Bytes { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text);
}
