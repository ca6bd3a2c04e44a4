"""Month names in X's display languages, folded (NFKC, casefold, no trailing full stop).

Written by tools/generate_dates.py from Babel 2.19.0 (Unicode CLDR); do not edit.
Months are parted by `|`, names of one month by a space, spaces within a name are `_`.
"""

from __future__ import annotations

MONTHS = {
    "ar": (
        "جانفي كانون_الثاني يناير|شباط فبراير فيفري|آذار مارس|أبريل أفريل نيسان|أيار ماي "
        "مايو|جوان حزيران يونيو|تموز جويلية يوليو يوليوز|آب أغسطس أوت غشت|أيلول سبتمبر "
        "شتنبر|أكتوبر تشرين_الأول|تشرين_الثاني نوفمبر نونبر|دجنبر ديسمبر كانون_الأول"
    ),
    "bg": (
        "яну януари|фев февруари|март|апр април|май|юни|юли|авг август|сеп септември|окт "
        "октомври|ное ноември|дек декември"
    ),
    "bn": (
        "জানু জানুয়ারি জানুয়ারী|ফেব ফেব্রুয়ারি ফেব্রুয়ারী|মার্চ|এপ্রি এপ্রিল|মে|জুন|জুল "
        "জুলাই|আগ আগস্ট|সেপ সেপ্ট সেপ্টেম্বর|অক্টো অক্টোবর|নভে নভেম্বর|ডিসে ডিসেম্বর"
    ),
    "ca": (
        "de_gen de_gener gen gener|de_febr de_febrer febr febrer|de_març març|abr abril d’abr"
        " d’abril|de_maig maig|de_juny juny|de_jul de_juliol jul juliol|ag agost d’ag "
        "d’agost|de_set de_setembre set setembre|d’oct d’octubre oct octubre|de_nov "
        "de_novembre nov novembre|de_des de_desembre des desembre"
    ),
    "cs": (
        "led leden ledna|úno únor února|bře březen března|dub duben dubna|kvě květen "
        "května|červen června čvn|července červenec čvc|srp srpen srpna|zář září|říj říjen "
        "října|lis listopad listopadu|pro prosince prosinec"
    ),
    "da": (
        "jan januar|feb februar|mar marts|apr april|maj|jun juni|jul juli|aug august|sep "
        "september|okt oktober|nov november|dec december"
    ),
    "de": (
        "jan januar jän jänner|feb februar|mär märz|apr april|mai|jun juni|jul juli|aug "
        "august|sep sept september|okt oktober|nov november|dez dezember"
    ),
    "el": (
        "ιαν ιανουάριοσ ιανουαρίου|φεβ φεβρουάριοσ φεβρουαρίου|μάρ μάρτιοσ μαρ μαρτίου|απρ "
        "απρίλιοσ απριλίου|μάι μάιοσ μαΐ μαΐου|ιουν ιουνίου ιούν ιούνιοσ|ιουλ ιουλίου "
        "ιούλ ιούλιοσ|αυγ αυγούστου αύγ αύγουστοσ|σεπ σεπτέμβριοσ σεπτεμβρίου|οκτ οκτωβρίου "
        "οκτώβριοσ|νοέ νοέμβριοσ νοε νοεμβρίου|δεκ δεκέμβριοσ δεκεμβρίου"
    ),
    "en": (
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep "
        "sept september|oct october|nov november|dec december"
    ),
    "es": (
        "ene enero|feb febrero|mar marzo|abr abril|may mayo|jun junio|jul julio|ago "
        "agosto|sep sept septiembre setiembre|oct octubre|nov noviembre|dic diciembre"
    ),
    "eu": (
        "urt urtarrila|ots otsaila|mar martxoa|api apirila|mai maiatza|eka ekaina|uzt "
        "uztaila|abu abuztua|ira iraila|urr urria|aza azaroa|abe abendua"
    ),
    "fa": ("ژانویه ژانویهٔ|فوریه فوریهٔ|مارس|آوریل|مه مهٔ|ژوئن|ژوئیه ژوئیهٔ|اوت|سپتامبر|اکتبر|نوامبر|دسامبر"),
    "fi": (
        "tammi tammikuu tammikuuta|helmi helmikuu helmikuuta|maalis maaliskuu "
        "maaliskuuta|huhti huhtikuu huhtikuuta|touko toukokuu toukokuuta|kesä kesäkuu "
        "kesäkuuta|heinä heinäkuu heinäkuuta|elo elokuu elokuuta|syys syyskuu syyskuuta|loka "
        "lokakuu lokakuuta|marras marraskuu marraskuuta|joulu joulukuu joulukuuta"
    ),
    "fil": (
        "ene enero|peb pebrero|mar marso|abr abril|may mayo|hun hunyo|hul hulyo|ago "
        "agosto|set setyembre|okt oktubre|nob nobyembre|dis disyembre"
    ),
    "fr": (
        "janv janvier|févr février|mars|avr avril|mai|juin|juil juill juillet|août|sept "
        "septembre|oct octobre|nov novembre|déc décembre"
    ),
    "ga": (
        "ean eanáir|feabh feabhra|márta|aib aibreán|beal bealtaine|meith meitheamh|iúil|lún "
        "lúnasa|meán_fómhair mfómh|deireadh_fómhair dfómh|samh samhain|noll nollaig"
    ),
    "gl": (
        "xan xaneiro|feb febreiro|mar marzo|abr abril|maio|xuño|xul xullo|ago agosto|set "
        "setembro|out outubro|nov novembro|dec decembro"
    ),
    "gu": ("જાન્યુ જાન્યુઆરી|ફેબ્રુ ફેબ્રુઆરી|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઑગસ્ટ|સપ્ટે સપ્ટેમ્બર|ઑક્ટો ઑક્ટોબર|નવે નવેમ્બર|ડિસે ડિસેમ્બર"),
    "he": (
        "ינואר ינו׳|פברואר פבר׳|מרץ|אפריל אפר׳|מאי|יוני|יולי|אוגוסט אוג׳|ספטמבר ספט׳|אוקטובר "
        "אוק׳|נובמבר נוב׳|דצמבר דצמ׳"
    ),
    "hi": (
        "जनवरी जन॰|फरवरी फ़रवरी फ़र॰|मार्च|अप्रैल|मई|जून|जुलाई जुल॰|अगस्त अग॰|सितंबर सितम्बर "
        "सित॰|अक्टूबर अक्टू॰ अक्तूबर|नवंबर नवम्बर नव॰|दिसंबर दिसम्बर दिस॰"
    ),
    "hu": (
        "jan január|febr február|márc március|ápr április|máj május|jún június|júl július|aug"
        " augusztus|szept szeptember|okt október|nov november|dec december"
    ),
    "id": (
        "jan januari|feb februari|mar maret|apr april|mei|jun juni|jul juli|agt agu "
        "agustus|sep september|okt oktober|nop nov november|des desember"
    ),
    "it": (
        "gen gennaio|feb febbraio|mar marzo|apr aprile|mag maggio|giu giugno|lug luglio|ago "
        "agosto|set settembre|ott ottobre|nov novembre|dic dicembre"
    ),
    "kn": ("ಜನ ಜನವರಿ|ಫೆಬ್ರ ಫೆಬ್ರವರಿ|ಮಾರ್ಚ್|ಏಪ್ರಿ ಏಪ್ರಿಲ್|ಮೇ|ಜೂನ್|ಜುಲೈ|ಆಗ ಆಗಸ್ಟ್|ಸೆಪ್ಟೆಂ ಸೆಪ್ಟೆಂಬರ್|ಅಕ್ಟೋ ಅಕ್ಟೋಬರ್|ನವೆಂ ನವೆಂಬರ್|ಡಿಸೆಂ ಡಿಸೆಂಬರ್"),
    "lv": (
        "janv janvāris|febr februāris|marts|apr aprīlis|maijs|jūn jūnijs|jūl jūlijs|aug "
        "augusts|sept septembris|okt oktobris|nov novembris|dec decembris"
    ),
    "mr": (
        "जाने जानेवारी|फेब्रु फेब्रुवारी|मार्च|एप्रि एप्रिल|मे|जून|जुलै|ऑग ऑगस्ट|सप्टें सप्टेंबर|ऑक्टो ऑक्टोबर|नोव्हें नोव्हेंबर|डिसें डिसेंबर"
    ),
    "msa": (
        "jan januari|feb februari|mac|apr april|mei|jun|jul julai|ogo ogos|sep september|okt "
        "oktober|nov november|dis disember"
    ),
    "nl": (
        "jan januari|feb februari|maart mrt|apr april|mei|jun juni|jul juli|aug augustus|sep "
        "september|okt oktober|nov november|dec december"
    ),
    "no": (
        "jan januar|feb februar|mar mars|apr april|mai|jun juni|jul juli|aug august|sep "
        "september|okt oktober|nov november|des desember"
    ),
    "pl": (
        "sty styczeń stycznia|lut lutego luty|mar marca marzec|kwi kwiecień kwietnia|maj "
        "maja|cze czerwca czerwiec|lip lipca lipiec|sie sierpień sierpnia|wrz wrzesień "
        "września|paź październik października|lis listopad listopada|gru grudnia grudzień"
    ),
    "pt": (
        "jan janeiro|fev fevereiro|mar março|abr abril|mai maio|jun junho|jul julho|ago "
        "agosto|set setembro|out outubro|nov novembro|dez dezembro"
    ),
    "ro": (
        "ian ianuarie|feb februarie|mar martie|apr aprilie|mai|iun iunie|iul iulie|aug "
        "august|sept septembrie|oct octombrie|noiembrie nov|dec decembrie"
    ),
    "ru": (
        "янв январь января|февр февраль февраля|мар март марта|апр апрель апреля|май мая|июн "
        "июнь июня|июл июль июля|авг август августа|сент сентябрь сентября|окт октябрь "
        "октября|нояб ноябрь ноября|дек декабрь декабря"
    ),
    "sk": (
        "jan január januára|feb február februára|mar marca marec|apr apríl apríla|máj "
        "mája|jún júna|júl júla|aug august augusta|sep september septembra|okt október "
        "októbra|nov november novembra|dec december decembra"
    ),
    "sr": (
        "јан јануар|феб фебруар|мар март|апр април|мај|јун|јул|авг август|сеп септембар|окт "
        "октобар|нов новембар|дец децембар"
    ),
    "sv": (
        "jan januari|feb februari|mars|apr april|maj|juni|juli|aug augusti|sep september|okt "
        "oktober|nov november|dec december"
    ),
    "ta": (
        "ஜன ஜனவரி|பிப் பிப்ரவரி|மார் மார்ச்|ஏப் ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆக ஆகஸ்ட்|செப் செப்டம்பர்|அக் அக்டோபர்|நவ நவம்பர்|டிச டிசம்பர்"
    ),
    "th": (
        "ม.ค มกราคม|ก.พ กุมภาพันธ์|มี.ค มีนาคม|เม.ย เมษายน|พ.ค พฤษภาคม|มิ.ย มิถุนายน|ก.ค "
        "กรกฎาคม|ส.ค สิงหาคม|ก.ย กันยายน|ต.ค ตุลาคม|พ.ย พฤศจิกายน|ธ.ค ธันวาคม"
    ),
    "tr": (
        "oca ocak|şub şubat|mar mart|nis nisan|may mayıs|haz haziran|tem temmuz|ağu "
        "ağustos|eyl eylül|eki ekim|kas kasım|ara aralık"
    ),
    "uk": (
        "січ січень січня|лют лютий лютого|бер березень березня|квіт квітень квітня|трав "
        "травень травня|черв червень червня|лип липень липня|серп серпень серпня|вер вересень"
        " вересня|жовт жовтень жовтня|лист листопад листопада|груд грудень грудня"
    ),
    "ur": ("جنوری|فروری|مارچ|اپریل|مئ مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر"),
}

PERSIAN_MONTHS = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
"""Solar Hijri, 1 to 12."""
