"""Names of the days of the week in X's display languages, folded (NFKC, casefold, no trailing full stop).

Written by tools/generate_dates.py from Babel 2.19.0 (Unicode CLDR); do not edit.
Spaces within a name are `_`.
"""

from __future__ import annotations

WEEKDAYS = {
    "ar": ("الأحد الأربعاء الاثنين الثلاثاء الجمعة الخميس السبت"),
    "bg": ("вт вторник нд неделя петък пн понеделник пт сб ср сряда събота четвъртък чт"),
    "bn": ("বুধ বুধবার বৃহস্পতি বৃহস্পতিবার মঙ্গল মঙ্গলবার রবি রবিবার শনি শনিবার শুক্র শুক্রবার সোম সোমবার"),
    "ca": ("dc dg dijous dilluns dimarts dimecres dissabte diumenge divendres dj dl ds dt dv"),
    "cs": ("ne neděle po pondělí pá pátek so sobota st středa út úterý čt čtvrtek"),
    "da": ("fre fredag lør lørdag man mandag ons onsdag søn søndag tirs tirsdag tors torsdag"),
    "de": ("di dienstag do donnerstag fr freitag mi mittwoch mo montag sa samstag so sonntag"),
    "el": ("δευ δευτέρα κυρ κυριακή πέμ πέμπτη παρ παρασκευή σάβ σάββατο τετ τετάρτη τρί τρίτη"),
    "en": ("fri friday mon monday sat saturday sun sunday thu thursday tue tuesday wed wednesday"),
    "es": ("dom domingo jue jueves lun lunes mar martes mié miércoles sáb sábado vie viernes"),
    "eu": ("al ar asteartea asteazkena astelehena az ig igandea larunbata lr og or osteguna ostirala"),
    "fa": ("جمعه دوشنبه سه‌شنبه شنبه پنجشنبه چهارشنبه یکشنبه"),
    "fi": (
        "ke keskiviikko keskiviikkona la lauantai lauantaina ma maanantai maanantaina pe "
        "perjantai perjantaina su sunnuntai sunnuntaina ti tiistai tiistaina to torstai "
        "torstaina"
    ),
    "fil": ("biy biyernes huw huwebes lin linggo lun lunes mar martes miy miyerkules sab sabado"),
    "fr": ("dim dimanche jeu jeudi lun lundi mar mardi mer mercredi sam samedi ven vendredi"),
    "ga": (
        "aoine céad domh dé_céadaoin dé_domhnaigh dé_haoine dé_luain dé_máirt dé_sathairn "
        "déar déardaoin luan máirt sath"
    ),
    "gl": ("dom domingo luns mar martes mér mércores sáb sábado ven venres xov xoves"),
    "gu": ("ગુરુ ગુરુવાર બુધ બુધવાર મંગળ મંગળવાર રવિ રવિવાર શનિ શનિવાર શુક્ર શુક્રવાર સોમ સોમવાર"),
    "he": (
        "יום_א׳ יום_ב׳ יום_ג׳ יום_ד׳ יום_ה׳ יום_ו׳ יום_חמישי יום_ראשון יום_רביעי יום_שבת "
        "יום_שישי יום_שלישי יום_שני שבת"
    ),
    "hi": ("गुरु गुरुवार बुध बुधवार मंगल मंगलवार रवि रविवार शनि शनिवार शुक्र शुक्रवार सोम सोमवार"),
    "hu": ("cs csütörtök h hétfő k kedd p péntek sze szerda szo szombat v vasárnap"),
    "id": ("jum jumat kam kamis min minggu rab rabu sab sabtu sel selasa sen senin"),
    "it": ("dom domenica gio giovedì lun lunedì mar martedì mer mercoledì sab sabato ven venerdì"),
    "kn": ("ಗುರು ಗುರುವಾರ ಬುಧ ಬುಧವಾರ ಭಾನು ಭಾನುವಾರ ಮಂಗಳ ಮಂಗಳವಾರ ಶನಿ ಶನಿವಾರ ಶುಕ್ರ ಶುಕ್ರವಾರ ಸೋಮ ಸೋಮವಾರ"),
    "lv": (
        "ceturtd ceturtdiena otrd otrdiena piektd piektdiena pirmd pirmdiena sestd sestdiena "
        "svētd svētdiena trešd trešdiena"
    ),
    "mr": ("गुरु गुरुवार बुध बुधवार मंगळ मंगळवार रवि रविवार शनि शनिवार शुक्र शुक्रवार सोम सोमवार"),
    "msa": ("ahad ahd isn isnin jum jumaat kha khamis rab rabu sab sabtu sel selasa"),
    "nl": ("di dinsdag do donderdag ma maandag vr vrijdag wo woensdag za zaterdag zo zondag"),
    "no": (
        "fr fre fredag la laurdag lør lørdag man mandag må måndag on ons onsdag sø søn søndag"
        " tir tirsdag to tor torsdag ty tysdag"
    ),
    "pl": ("czw czwartek niedz niedziela piątek pon poniedziałek pt sob sobota wt wtorek śr środa"),
    "pt": (
        "dom domingo qua quarta quarta-feira qui quinta quinta-feira seg segunda segunda-"
        "feira sex sexta sexta-feira sáb sábado ter terça terça-feira"
    ),
    "ro": ("dum duminică joi lun luni mar marți mie miercuri sâm sâmbătă vin vineri"),
    "ru": ("воскресенье вс вт вторник пн понедельник пт пятница сб ср среда суббота четверг чт"),
    "sk": ("ne nedeľa pi piatok po pondelok so sobota st streda ut utorok št štvrtok"),
    "sr": ("нед недеља пет петак пон понедељак сре среда суб субота уто уторак чет четвртак"),
    "sv": ("fre fredag lör lördag mån måndag ons onsdag sön söndag tis tisdag tors torsdag"),
    "ta": ("சனி செவ் செவ்வாய் ஞாயி ஞாயிறு திங் திங்கள் புத புதன் வியா வியாழன் வெள் வெள்ளி"),
    "th": ("จันทร์ พฤหัส พุธ วันจันทร์ วันพฤหัสบดี วันพุธ วันศุกร์ วันอังคาร วันอาทิตย์ วันเสาร์ ศุกร์ อังคาร อาทิตย์ เสาร์"),
    "tr": ("cmt cum cuma cumartesi paz pazar pazartesi per perşembe pzt sal salı çar çarşamba"),
    "uk": ("вт вівторок нд неділя пʼятниця пн понеділок пт сб середа ср субота четвер чт"),
    "ur": ("اتوار بدھ جمعرات جمعہ منگل پیر ہفتہ"),
    "ja": ("土 土曜日 日 日曜日 月 月曜日 木 木曜日 水 水曜日 火 火曜日 金 金曜日"),
    "ko": ("금 금요일 목 목요일 수 수요일 월 월요일 일 일요일 토 토요일 화 화요일"),
    "vi": ("chủ_nhật cn thứ_2 thứ_3 thứ_4 thứ_5 thứ_6 thứ_7 thứ_ba thứ_bảy thứ_hai thứ_năm thứ_sáu thứ_tư"),
    "zh-cn": ("周一 周三 周二 周五 周六 周四 周日 星期一 星期三 星期二 星期五 星期六 星期四 星期日"),
    "zh-tw": ("星期一 星期三 星期二 星期五 星期六 星期四 星期日 週一 週三 週二 週五 週六 週四 週日"),
}
