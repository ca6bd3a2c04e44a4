"""Articles and posts in many languages, written for the tests: what a flattener flattens."""

# ruff: noqa: E501 (sentences are not broken, so that they can be read)

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written in one language: an article's paragraphs, posts, names of accounts."""

    language: str
    """As X names it; Babel's locale where it has another name is in `LOCALE`."""
    prose: tuple[str, ...]
    posts: tuple[str, ...]
    names: tuple[str, ...]


LOCALE = {"no": "nb", "msa": "ms", "zh-cn": "zh_Hans", "zh-tw": "zh_Hant"}
"""The CLDR locale of X's language where the names differ."""

WRITINGS = (
    Writing("en", (
        "The ferry has not run since Tuesday, and the island's bakers have begun to ration their flour. Nobody at the "
        "harbour office would say when the engine will be mended.",
        "At the town hall the mood was grim. “We were promised a second boat,” said the deputy mayor, who has lived on "
        "the island for forty years and remembers the winter of 1987.",
        "By the evening a crowd had gathered at the pier, and some of them had brought chairs.",
    ), (
        "Day four without a ferry. The baker is down to two sacks. Send help (and flour)! #IslandLife https://t.co/Ab12Cd34Ef",
        "BREAKING: the spare engine is on its way, the company says. It should be here by noon.\nMore soon pic.twitter.com/Qw12Er34Ty",
        "RT @harbour_watch: Who approved this timetable? Asking for 1,200 friends.",
        ".@ferry_co you had ONE job 🙃 pic.twitter.com/Zx98Cv76Bn",
    ), ("Ann Lee", "Harbour - North", "Dr. Sam O’Neil (he/him)", "Q&A.com: Live!", "Ferry Watch ⛴️")),
    Writing("de", (
        "Die Fähre fährt seit Dienstag nicht mehr, und die Bäcker der Insel haben begonnen, ihr Mehl zu rationieren. Im "
        "Hafenamt wollte niemand sagen, wann der Motor wieder läuft.",
        "Im Rathaus war die Stimmung gedrückt. „Man hat uns ein zweites Schiff versprochen“, sagte der stellvertretende "
        "Bürgermeister, der seit vierzig Jahren auf der Insel lebt.",
        "Am Abend standen viele Menschen auf der Mole, und manche hatten Stühle mitgebracht.",
    ), (
        "Tag vier ohne Fähre. Wir backen jetzt Brot aus Kartoffeln, und es ist gar nicht schlecht. #Inselleben",
        "Der Ersatzmotor ist unterwegs, sagt die Reederei. Wir glauben es, wenn wir ihn sehen. https://t.co/Gh56Ij78Kl",
    ), ("Jörg Weiß", "Inselbote 🏝️")),
    Writing("fr", (
        "Le bac ne circule plus depuis mardi, et les boulangers de l'île ont commencé à rationner leur farine. Au port, "
        "personne ne veut dire quand le moteur sera réparé.",
        "À la mairie, l'humeur était sombre. « On nous avait promis un second bateau », a dit l'adjointe au maire, qui vit "
        "sur l'île depuis quarante ans.",
    ), (
        "Quatrième jour sans bac. Il ne reste que deux sacs de farine chez nous ! #VieDeLîle pic.twitter.com/Mn12Op34Qr",
        "Le moteur de rechange est en route, dit la compagnie. Nous verrons bien.\nOn vous tient au courant.",
    ), ("Élodie Bérard", "Le Phare (officiel)")),
    Writing("es", (
        "El transbordador no navega desde el martes, y los panaderos de la isla han empezado a racionar la harina. En la "
        "oficina del puerto nadie quiso decir cuándo se reparará el motor.",
        "En el ayuntamiento el ambiente era sombrío. «Nos prometieron un segundo barco», dijo la teniente de alcalde.",
    ), (
        "Cuarto día sin barco. ¡Nos quedan dos sacos de harina! #VidaEnLaIsla https://t.co/St56Uv78Wx",
        "@puerto_norte ¿Quién aprobó este horario? Lo preguntan 1.200 amigos.",
    ), ("María José Ñuñez", "El Faro")),
    Writing("pt", (
        "A balsa não navega desde terça-feira, e os padeiros da ilha começaram a racionar a farinha. No porto ninguém quis "
        "dizer quando o motor será consertado.",
    ), ("Quarto dia sem balsa. Só temos dois sacos de farinha para todos! #VidaNaIlha",), ("João Conceição",)),
    Writing("it", (
        "Il traghetto è fermo da martedì e i fornai dell'isola hanno cominciato a razionare la farina. Al porto nessuno ha "
        "voluto dire quando il motore sarà riparato.",
    ), ("Quarto giorno senza traghetto. Ci restano due sacchi di farina! #VitaDellIsola https://t.co/Yz12Ab34Cd",), ("Niccolò D’Aprà",)),
    Writing("nl", (
        "De veerboot vaart al sinds dinsdag niet meer, en de bakkers van het eiland zijn hun meel gaan verdelen. Op het "
        "havenkantoor wilde niemand zeggen wanneer de motor weer loopt.",
    ), ("Dag vier zonder boot. Er is nog meel voor twee dagen, daarna eten we vis. #eilandleven",), ("Sjoerd van ’t Hof",)),
    Writing("sv", (
        "Färjan har inte gått sedan i tisdags, och öns bagare har börjat ransonera sitt mjöl. På hamnkontoret ville ingen "
        "säga när motorn är lagad.",
    ), ("Dag fyra utan färja. Vi har två säckar mjöl kvar och många munnar att mätta! #öliv",), ("Åsa Öberg",)),
    Writing("tr", (
        "Feribot salı gününden beri çalışmıyor ve adanın fırıncıları unu karneye bağlamaya başladı. Liman idaresinde kimse "
        "motorun ne zaman onarılacağını söylemek istemedi.",
    ), ("Feribotsuz dördüncü gün. İki çuval un kaldı! #AdaHayatı pic.twitter.com/Ef56Gh78Ij",), ("Çağrı Işık",)),
    Writing("pl", (
        "Prom nie pływa od wtorku, a piekarze na wyspie zaczęli racjonować mąkę. W biurze portu nikt nie chciał powiedzieć, "
        "kiedy silnik zostanie naprawiony.",
    ), ("Czwarty dzień bez promu. Zostały nam dwa worki mąki! #ŻycieNaWyspie",), ("Łukasz Żółć",)),
    Writing("ru", (
        "Паром не ходит со вторника, и пекари острова начали экономить муку. В портовом управлении никто не захотел "
        "сказать, когда починят двигатель.",
    ), ("Четвёртый день без парома. Осталось два мешка муки! #островнаяжизнь https://t.co/Kl12Mn34Op",), ("Анна Щукина",)),
    Writing("uk", (
        "Пором не ходить з вівторка, і пекарі острова почали заощаджувати борошно. У портовому управлінні ніхто не захотів "
        "сказати, коли полагодять двигун.",
    ), ("Четвертий день без порома. Лишилося два мішки борошна! 🇺🇦 #острів",), ("Їжак Ґава 🇺🇦",)),
    Writing("el", (
        "Το πλοίο δεν ταξιδεύει από την Τρίτη και οι φούρνοι του νησιού άρχισαν να μοιράζουν το αλεύρι με το δελτίο. Στο "
        "λιμεναρχείο κανείς δεν ήθελε να πει πότε θα επισκευαστεί η μηχανή.",
    ), ("Τέταρτη μέρα χωρίς πλοίο. Μας έμειναν δύο σακιά αλεύρι! #νησί",), ("Ελένη Ψαρά",)),
    Writing("ar", (
        "توقفت العبّارة عن العمل منذ يوم الثلاثاء، وبدأ خبازو الجزيرة في تقنين الدقيق. ولم يشأ أحد في مكتب الميناء أن يقول متى "
        "سيُصلح المحرك.",
    ), ("اليوم الرابع بلا عبّارة. لم يبق سوى كيسين من الدقيق! #حياة_الجزيرة pic.twitter.com/Qr56St78Uv",), ("مرصد البحر", "\u200fنورة الساعدي\u200f")),
    Writing("fa", (
        "کشتی از سه‌شنبه کار نمی‌کند و نانوایان جزیره آرد را جیره‌بندی کرده‌اند. در دفتر بندر هیچ‌کس نخواست بگوید موتور کی "
        "تعمیر می‌شود.",
    ), ("روز چهارم بدون کشتی. فقط دو کیسه آرد مانده است! #جزیره https://t.co/Wx12Yz34Ab",), ("رضا دریانورد",)),
    Writing("ur", (
        "کشتی منگل سے نہیں چل رہی اور جزیرے کے نانبائیوں نے آٹا ناپ کر دینا شروع کر دیا ہے۔ بندرگاہ کے دفتر میں کسی نے نہیں بتایا کہ "
        "انجن کب ٹھیک ہو گا۔",
    ), ("کشتی کے بغیر چوتھا دن۔ آٹے کی صرف دو بوریاں باقی ہیں! #جزیرہ@harbour_ur pic.twitter.com/Cd56Ef78Gh",), ("سمندر نیوز 🇵🇰",)),
    Writing("he", (
        "המעבורת אינה פועלת מאז יום שלישי, והאופים באי החלו לקצוב את הקמח. במשרד הנמל איש לא רצה לומר מתי יתוקן המנוע.",
    ), ("יום רביעי בלי מעבורת. נשארו לנו שני שקי קמח! #חיי_אי",), ("נעם גל־ים",)),
    Writing("hi", (
        "मंगलवार से नौका नहीं चली है और द्वीप के नानबाइयों ने आटा बाँट कर देना शुरू कर दिया है। बंदरगाह के दफ़्तर में किसी ने नहीं बताया "
        "कि इंजन कब ठीक होगा।",
    ), ("नौका के बिना चौथा दिन। आटे की दो बोरियाँ बची हैं! #द्वीप https://t.co/Ij12Kl34Mn",), ("समुद्र समाचार",)),
    Writing("bn", (
        "মঙ্গলবার থেকে ফেরি চলছে না, আর দ্বীপের রুটিওয়ালারা ময়দা মেপে দিতে শুরু করেছে। বন্দরের দপ্তরে কেউ বলতে চায়নি ইঞ্জিন কবে "
        "ঠিক হবে।",
    ), ("ফেরি ছাড়া চতুর্থ দিন। মাত্র দুই বস্তা ময়দা বাকি! #দ্বীপ",), ("নদী বার্তা",)),
    Writing("th", (
        "เรือข้ามฟากหยุดเดินตั้งแต่วันอังคาร และคนทำขนมปังบนเกาะเริ่มปันส่วนแป้ง ที่สำนักงานท่าเรือไม่มีใครยอมบอกว่าเครื่องยนต์จะซ่อมเสร็จเมื่อไร",
    ), ("วันที่สี่ที่ไม่มีเรือ เหลือแป้งแค่สองกระสอบ! #ชีวิตบนเกาะ pic.twitter.com/Op56Qr78St",), ("ข่าวท่าเรือ",)),
    Writing("ja", (
        "火曜日から連絡船が動いておらず、島のパン屋は小麦粉の割り当てを始めた。港の事務所では、エンジンがいつ直るのか誰も話そうとしなかった。",
        "町役場の空気は重かった。副町長は「二隻目の船を約束されていた」と話す。",
    ), (
        "船のない四日目。小麦粉は残り二袋だけです！ #島暮らし https://t.co/Uv12Wx34Yz",
        "予備のエンジンがこちらに向かっているそうです。\n昼には着く予定。",
    ), ("港の新聞（公式）", "島田　花子")),
    Writing("ko", (
        "화요일부터 연락선이 다니지 않아 섬의 빵집들이 밀가루를 나눠 쓰기 시작했다. 항만 사무소에서는 엔진이 언제 고쳐질지 아무도 말하려 "
        "하지 않았다.",
    ), ("배가 없는 지 나흘째. 밀가루가 두 자루 남았습니다! #섬생활",), ("항구소식",)),
    Writing("zh-tw", (
        "渡輪從星期二起停駛，島上的麵包店開始限量供應麵粉。港務所裡沒有人願意說引擎什麼時候能修好。",
    ), ("沒有船的第四天。麵粉只剩兩袋了！ #島嶼生活 pic.twitter.com/Bc56De78Fg",), ("港口新聞",)),
    Writing("vi", (
        "Phà không chạy từ hôm thứ Ba, và các thợ làm bánh trên đảo đã bắt đầu chia khẩu phần bột mì. Ở văn phòng cảng không "
        "ai chịu nói khi nào động cơ được sửa xong.",
    ), ("Ngày thứ tư không có phà. Chỉ còn hai bao bột mì! #cuộcsốngtrênđảo",), ("Nguyễn Thị Ánh",)),
    Writing("id", (
        "Feri tidak berlayar sejak hari Selasa, dan para tukang roti di pulau itu mulai menjatah tepung. Di kantor pelabuhan "
        "tidak ada yang mau mengatakan kapan mesin akan diperbaiki.",
    ), ("Hari keempat tanpa feri. Tinggal dua karung tepung! #hidupdipulau https://t.co/Hi12Jk34Lm",), ("Siti Nurhaliza 🌊",)),
)  # fmt: skip
