"""What click prints for plain questions: see quick.py.

Written by tools/generate_answers.py; do not edit.
"""
# ruff: noqa: E501

from __future__ import annotations

HELP = {
    80: """\
Usage: embedarchive [OPTIONS] COMMAND [ARGS]...

  Find the posts that news articles cite, keep them, and say how well each
  citation stands.

Options:
  --version                 Show the version and exit.
  -q, --quiet               Say nothing but problems.
  -v, --verbose             Say more: each question to the web and its answer,
                            the traceback of a bug.
  --log-format [text|json]  How stderr speaks: for people (the default), or
                            one JSON object per line.
  -h, --help                Show this message and exit.

Commands:
  verify   Report how well the citations of one article stand.
  crawl    Follow articles to the posts they cite; keep and check them.
  find     List the posts that local articles cite.
  resolve  Follow links and show every hop.
  lookup   Search the archive for citations.
  cite     Write a post of the archive as a reference.
  audit    Check that the archive is what it was and follows from its bytes.
  demo     Crawl three sample articles through a little web on this machine.
  doctor   Check the installation, the archive and the way to the web.

  Exit codes: 0 done, 1 our bug, 2 usage, 3 archive damaged, 4 finished but
  something could not be reached, 5 a limit was reached, 129/130/143 stopped
  cleanly and resumable.""",
    100: """\
Usage: embedarchive [OPTIONS] COMMAND [ARGS]...

  Find the posts that news articles cite, keep them, and say how well each citation stands.

Options:
  --version                 Show the version and exit.
  -q, --quiet               Say nothing but problems.
  -v, --verbose             Say more: each question to the web and its answer, the traceback of a
                            bug.
  --log-format [text|json]  How stderr speaks: for people (the default), or one JSON object per
                            line.
  -h, --help                Show this message and exit.

Commands:
  verify   Report how well the citations of one article stand.
  crawl    Follow articles to the posts they cite; keep and check them.
  find     List the posts that local articles cite.
  resolve  Follow links and show every hop.
  lookup   Search the archive for citations.
  cite     Write a post of the archive as a reference.
  audit    Check that the archive is what it was and follows from its bytes.
  demo     Crawl three sample articles through a little web on this machine.
  doctor   Check the installation, the archive and the way to the web.

  Exit codes: 0 done, 1 our bug, 2 usage, 3 archive damaged, 4 finished but something could not be
  reached, 5 a limit was reached, 129/130/143 stopped cleanly and resumable.""",
}
"""By the terminal's columns."""
COMPLETIONS = """\
|verify|Report how well the citations of one...
|crawl|Follow articles to the posts they cite;...
|find|List the posts that local articles cite.
|resolve|Follow links and show every hop.
|lookup|Search the archive for citations.
|cite|Write a post of the archive as a reference.
|audit|Check that the archive is what it was and...
|demo|Crawl three sample articles through a...
|doctor|Check the installation, the archive and...
|--version|Show the version and exit.
|-q|Say nothing but problems.
|--quiet|Say nothing but problems.
|-v|Say more: each question to the web and its answer, the traceback of a bug.
|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
|-h|Show this message and exit.
|--help|Show this message and exit.
verify|--format|The form of the report; by default what the name of FILE says, else text.
verify|-o|Write the report to FILE; else to standard output.
verify|--output|Write the report to FILE; else to standard output.
verify|--article-url|Where SOURCE was published: that page and its archived copies may still name lost posts.
verify|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
verify|--fresh|Take an answer from the archive if it is younger than this (24h by default); 0 asks the web always.
verify|--offline|Ask nobody: answer from the archive alone, however old its answers, unless --fresh is given.
verify|--max-time|Stop cleanly after this long (exit code 5).
verify|--pace|Least time between two requests to one host (2 by default), or to the named host; repeatable.
verify|--user-agent|Who we say we are; keep an address for complaints in it.
verify|--proxy|http://HOST:PORT or socks5://HOST:PORT; else HTTPS_PROXY and NO_PROXY are heeded.
verify|--proxy-dns|The proxy must resolve names itself: we cannot judge the addresses that it dials.
verify|--ca-file|Trust the authorities in this PEM file instead of certifi's; else SSL_CERT_FILE is heeded.
verify|--allow-loopback|Let this machine's own addresses be dialled; written into the run.
verify|-q|Say nothing but problems.
verify|--quiet|Say nothing but problems.
verify|-v|Say more: each question to the web and its answer, the traceback of a bug.
verify|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
verify|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
verify|-h|Show this message and exit.
verify|--help|Show this message and exit.
crawl|-f|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
crawl|--file|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
crawl|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
crawl|--fresh|Take an answer from the archive if it is younger than this (24h by default); 0 asks the web always.
crawl|--offline|Ask nobody: answer from the archive alone, however old its answers, unless --fresh is given.
crawl|--max-time|Stop cleanly after this long (exit code 5).
crawl|--pace|Least time between two requests to one host (2 by default), or to the named host; repeatable.
crawl|--user-agent|Who we say we are; keep an address for complaints in it.
crawl|--proxy|http://HOST:PORT or socks5://HOST:PORT; else HTTPS_PROXY and NO_PROXY are heeded.
crawl|--proxy-dns|The proxy must resolve names itself: we cannot judge the addresses that it dials.
crawl|--ca-file|Trust the authorities in this PEM file instead of certifi's; else SSL_CERT_FILE is heeded.
crawl|--allow-loopback|Let this machine's own addresses be dialled; written into the run.
crawl|-q|Say nothing but problems.
crawl|--quiet|Say nothing but problems.
crawl|-v|Say more: each question to the web and its answer, the traceback of a bug.
crawl|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
crawl|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
crawl|-h|Show this message and exit.
crawl|--help|Show this message and exit.
find|-f|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
find|--file|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
find|--jobs|Read dumps with N processes; as many as there are processors by default, one where there is little to read.
find|-q|Say nothing but problems.
find|--quiet|Say nothing but problems.
find|-v|Say more: each question to the web and its answer, the traceback of a bug.
find|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
find|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
find|-h|Show this message and exit.
find|--help|Show this message and exit.
resolve|-f|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
resolve|--file|Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.
resolve|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
resolve|--fresh|Take an answer from the archive if it is younger than this (24h by default); 0 asks the web always.
resolve|--offline|Ask nobody: answer from the archive alone, however old its answers, unless --fresh is given.
resolve|--max-time|Stop cleanly after this long (exit code 5).
resolve|--pace|Least time between two requests to one host (2 by default), or to the named host; repeatable.
resolve|--user-agent|Who we say we are; keep an address for complaints in it.
resolve|--proxy|http://HOST:PORT or socks5://HOST:PORT; else HTTPS_PROXY and NO_PROXY are heeded.
resolve|--proxy-dns|The proxy must resolve names itself: we cannot judge the addresses that it dials.
resolve|--ca-file|Trust the authorities in this PEM file instead of certifi's; else SSL_CERT_FILE is heeded.
resolve|--allow-loopback|Let this machine's own addresses be dialled; written into the run.
resolve|-q|Say nothing but problems.
resolve|--quiet|Say nothing but problems.
resolve|-v|Say more: each question to the web and its answer, the traceback of a bug.
resolve|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
resolve|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
resolve|-h|Show this message and exit.
resolve|--help|Show this message and exit.
lookup|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
lookup|--format|For people, or one JSON object per citation.
lookup|-q|Say nothing but problems.
lookup|--quiet|Say nothing but problems.
lookup|-v|Say more: each question to the web and its answer, the traceback of a bug.
lookup|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
lookup|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
lookup|-h|Show this message and exit.
lookup|--help|Show this message and exit.
cite|--format|The style of a paper, the format of a program, or markup.
cite|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
cite|-q|Say nothing but problems.
cite|--quiet|Say nothing but problems.
cite|-v|Say more: each question to the web and its answer, the traceback of a bug.
cite|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
cite|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
cite|-h|Show this message and exit.
cite|--help|Show this message and exit.
audit|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
audit|--article|Audit one article alone, every look at it: its address or path, as it stands or was given.
audit|--fast|Compare the files with their digests as stored; derive no row again.
audit|-q|Say nothing but problems.
audit|--quiet|Say nothing but problems.
audit|-v|Say more: each question to the web and its answer, the traceback of a bug.
audit|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
audit|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
audit|-h|Show this message and exit.
audit|--help|Show this message and exit.
demo|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
demo|-q|Say nothing but problems.
demo|--quiet|Say nothing but problems.
demo|-v|Say more: each question to the web and its answer, the traceback of a bug.
demo|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
demo|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
demo|-h|Show this message and exit.
demo|--help|Show this message and exit.
doctor|--db|The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).
doctor|--network|Also look up and dial the hosts that a crawl depends on.
doctor|-q|Say nothing but problems.
doctor|--quiet|Say nothing but problems.
doctor|-v|Say more: each question to the web and its answer, the traceback of a bug.
doctor|--verbose|Say more: each question to the web and its answer, the traceback of a bug.
doctor|--log-format|How stderr speaks: for people (the default), or one JSON object per line.
doctor|-h|Show this message and exit.
doctor|--help|Show this message and exit.
"""
"""Command, what may stand behind it, and what that is: for the program itself no command."""
