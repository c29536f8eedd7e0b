namespace NameClassifier;

/// <summary>
/// Makes family names of typical beginnings and endings, for a run without a data set. Not every one is somebody's, but
/// each looks like its language.
/// </summary>
internal static class NameParts
{
    private static readonly (string Language, string Beginnings, string Endings)[] s_parts =
    [
        ("Arabic",
            "Sal Has Kha Man Abd Nas Rah Maj Shad Qas Ham Fah",
            "eem ouri alah aman our san awi id"),
        ("Chinese",
            "Zh X Ch L W Sh Q H F Y G J",
            "ang iao ou eng an ing ue un"),
        ("Czech",
            "Nov Dvor Hor Kuc Vesel Pokorn Hav Cern Kral Proch Jan Sed",
            "acek ak lik el ecky icka enka ek"),
        ("Dutch",
            "Van_der_ Van_den_ Van_ De_",
            "Berg Dijk Vries Beek Heuvel Meer Linden Bosch Velde Brink Haan Groot Jong Wit Zwart Hoek Kamp Laan Wal"),
        ("English",
            "Ash Black Brad Wood Harring Sut Wel Thorn Pres Clay Stan Wal",
            "ton ford ley worth field well by"),
        ("French",
            "Beau Mont Char Du La Cler Bois Roche Font Gau Bru Le",
            "mont champ fort neau pont val tier chard"),
        ("German",
            "Stein Schwarz Hoff Kauf Eisen Wein Zimmer Acker Hirsch Rosen Gold Neu",
            "mann berg bauer stein meier feld hauer bach"),
        ("Greek",
            "Papa Dimi Kara Niko Geor Pana Stavr Christo Antono Vasil Konstant Theo",
            "dopoulos giannis akis idis ellis oglou eou iou"),
        ("Irish",
            "Con Don Bren Mul Galla Flana Cava Shana Hora Kea Sulli Dohe",
            "gan ghan han van nagh ghue rty nell"),
        ("Italian",
            "Ross Bianch Ferr Mar Lomb Cont Rom Gall Cost Fontan Ricc Moret",
            "i ini etti ella one ucci ardi aro"),
        ("Japanese",
            "Yama Naka Taka Mura Ishi Kawa Fuji Mori Kita Matsu Oka Hashi",
            "moto mura da shima saki zawa guchi yama"),
        ("Korean",
            "K P Ch S N H Y M B J Ky G",
            "im ark oi ung oon eong ae ok"),
        ("Polish",
            "Kowal Wisniew Lewandow Nowak Zielin Szyman Woj Kamin Piotr Grab Pawlow Jab",
            "ski czyk owicz icki iak ecki czak"),
        ("Portuguese",
            "Fer Al Car Mor Oliv Per Sil Ribe Teix Mach Rod Nog",
            "eira inho alho veira ado eiro osa aes"),
        ("Russian",
            "Ivan Petr Sidor Moroz Volk Smirn Kuznets Pop Sokol Lebed Kozl Fedor",
            "ov ev in sky enko ikov yshev"),
        ("Scottish",
            "Mac Mc",
            "Donald Gregor Kenzie Leod Lean Kay Intosh Farlane Pherson Nab Rae Laren Millan Dougall Innes Neill Allan "
                + "Arthur Aulay Bean Callum Coll Duff Ewan Fie Gill Lachlan Naughton Phail Quarrie Tavish Vicar"),
        ("Spanish",
            "Gonz Rodr Mart Fern Ram Dom Hern Gut Sanch Vel Alv Jim",
            "alez iguez inez andez irez enez erez asco"),
        ("Vietnamese",
            "Ng Tr Ph Th Nh Kh Qu D V L B H",
            "uyen an am ang uong inh ieu oan"),
    ];

    /// <summary>Every beginning with every ending of its language.</summary>
    public static IReadOnlyList<LabelledName> Combine() =>
    [
        .. from part in s_parts
           from beginning in part.Beginnings.Split(' ')
           from ending in part.Endings.Split(' ')
           select new LabelledName(part.Language, (beginning + ending).Replace('_', ' ')),
    ];
}
