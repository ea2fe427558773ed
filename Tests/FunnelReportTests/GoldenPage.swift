extension Golden {
  /// The same as a page, without its style.
  static let html = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inl\
    ine'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>Funnel: visit → cart → coupon? → buy</title>

    </head>
    <body>
    <main>
    <h1>visit → cart → coupon? → buy</h1>
    <p class="lead">Overall conversion 15.0%: 150 of 1,000 sessions (95% interval 12.9% to 17.3%)\
    .</p>
    <section>
    <h2>Funnel</h2>
    <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 366" role="img" aria-label="\
    Funnel: visit → cart → coupon? → buy. Overall conversion 15.0%: 150 of 1,000 sessions (95% in\
    terval 12.9% to 17.3%)." font-family="system-ui,sans-serif" font-size="15">
    <text class="ink" x="0" y="22">1  visit</text>
    <text class="ink" x="760" y="22" text-anchor="end" font-weight="600">1,000 · 100.0%</text>
    <rect class="track" x="0" y="30" width="760" height="28" rx="3"/>
    <rect class="bar" x="0" y="30" width="760" height="28" rx="3"/>
    <text class="loss" x="0" y="74" font-size="13">↓ 600 lost: 500 left, 80 late, 20 still open</\
    text>
    <text class="ink" x="0" y="112">2  cart</text>
    <text class="ink" x="760" y="112" text-anchor="end" font-weight="600">400 · 40.0%</text>
    <rect class="track" x="0" y="120" width="760" height="28" rx="3"/>
    <rect class="bar" x="0" y="120" width="304" height="28" rx="3"/>
    <text class="loss" x="0" y="164" font-size="13">↓ 250 lost: 200 left, 25 excluded, 25 out of \
    order</text>
    <text class="ink" x="0" y="202">3  coupon?</text>
    <text class="ink" x="760" y="202" text-anchor="end" font-weight="600">90 · 9.0%</text>
    <rect class="track" x="0" y="210" width="760" height="28" rx="3"/>
    <rect class="optional" x="0" y="210" width="68.4" height="28" rx="3"/>
    <text class="ink" x="0" y="292">4  buy</text>
    <text class="ink" x="760" y="292" text-anchor="end" font-weight="600">150 · 15.0%</text>
    <rect class="track" x="0" y="300" width="760" height="28" rx="3"/>
    <rect class="bar" x="0" y="300" width="114" height="28" rx="3"/>
    </svg></figure>
    <div class="scroll"><table>
    <caption>Sessions at each step</caption>
    <thead><tr><th scope="col" class="n">No.</th><th scope="col">Step</th><th scope="col" class="\
    n">Sessions</th><th scope="col" class="n">of first</th><th scope="col" class="n">of prev.</th\
    ><th scope="col" class="n">Lost</th><th scope="col" class="n">Median</th></tr></thead>
    <tbody>
    <tr><td class="n">1</td><th scope="row">visit</th><td class="n">1,000</td><td class="n">100.0\
    %</td><td class="n"></td><td class="n">600</td><td class="n"></td></tr>
    <tr><td class="n">2</td><th scope="row">cart</th><td class="n">400</td><td class="n">40.0%</t\
    d><td class="n">40.0%</td><td class="n">250</td><td class="n">33 m 50 s</td></tr>
    <tr><td class="n">3</td><th scope="row">coupon?</th><td class="n">90</td><td class="n">9.0%</\
    td><td class="n">60.0%</td><td class="n"></td><td class="n">33 m 50 s</td></tr>
    <tr><td class="n">4</td><th scope="row">buy</th><td class="n">150</td><td class="n">15.0%</td\
    ><td class="n">37.5%</td><td class="n"></td><td class="n">33 m 50 s</td></tr>
    </tbody>
    </table></div>
    <ul>
    <li>after 1 visit: 600 lost: 500 left, 80 late, 20 still open</li>
    <li>after 2 cart: 250 lost: 200 left, 25 excluded, 25 out of order</li>
    </ul>
    <p class="note">A step with ? may be skipped; its share is of those who reached the next requ\
    ired step.</p>
    <ul>
    <li>Overall conversion 15.0%: 150 of 1,000 sessions (95% interval 12.9% to 17.3%).</li>
    <li>Time to convert: median 33 m 50 s, the middle half from 17 m 25 s to 50 m 15 s.</li>
    <li>Worst step by rate: after 2 cart, 62.5% do not reach buy (250 sessions).</li>
    <li>Worst step by sessions: after 1 visit, 60.0% do not reach cart (600 sessions).</li>
    </ul>
    </section>
    <section>
    <h2>By device</h2>
    <p class="explanation">The value at the entry, or else the chain&#39;s first one.</p>
    <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 94" role="img" aria-label="C\
    onversion by device, with 95% intervals" font-size="14">
    <text class="ink" x="0" y="20">mobile</text>
    <rect class="track" x="220" y="6" width="440" height="18" rx="2"/>
    <rect class="loss" x="220" y="6" width="60.4" height="18" rx="2"/>
    <path class="whisker" d="M262.6 11L262.6 19L262.6 15L305.2 15L305.2 11L305.2 19"/>
    <text class="ink" x="760" y="20" text-anchor="end" font-weight="600">5.0%</text>
    <text class="ink" x="0" y="50">(not set)</text>
    <rect class="track" x="220" y="36" width="440" height="18" rx="2"/>
    <path class="whisker" d="M220 41L220 49L220 45L414.7 45L414.7 41L414.7 49"/>
    <text class="ink" x="760" y="50" text-anchor="end" font-weight="600">0.0%</text>
    <text class="ink" x="0" y="80">(other: 12 groups)</text>
    <rect class="track" x="220" y="66" width="440" height="18" rx="2"/>
    <rect class="bar" x="220" y="66" width="381.5" height="18" rx="2"/>
    <path class="whisker" d="M547.5 71L547.5 79L547.5 75L660 75L660 71L660 79"/>
    <text class="ink" x="760" y="80" text-anchor="end" font-weight="600">31.6%</text>
    </svg></figure>
    <div class="scroll"><table>
    <caption>Conversion by device</caption>
    <thead><tr><th scope="col">Value</th><th scope="col" class="n">Entered</th><th scope="col" cl\
    ass="n">Converted</th><th scope="col" class="n">Rate</th><th scope="col" class="n">vs rest</t\
    h><th scope="col">Verdict</th><th scope="col">Worst after</th></tr></thead>
    <tbody>
    <tr><th scope="row">mobile</th><td class="n">600</td><td class="n">30</td><td class="n">5.0%<\
    /td><td class="n">-25.0 pp</td><td class="worse">worse</td><td>2 cart</td></tr>
    <tr><th scope="row">(not set)</th><td class="n">20</td><td class="n">0</td><td class="n">0.0%\
    </td><td class="n">-15.3 pp</td><td>too few</td><td>1 visit</td></tr>
    <tr><th scope="row">(other: 12 groups)</th><td class="n">380</td><td class="n">120</td><td cl\
    ass="n">31.6%</td><td class="n">—</td><td>—</td><td>1 visit</td></tr>
    </tbody>
    </table></div>
    <div class="scroll"><table>
    <caption>Share of the previous step by device</caption>
    <thead><tr><th scope="col">Share of the previous step</th><th scope="col" class="n">step 2</t\
    h><th scope="col" class="n">step 3</th><th scope="col" class="n">step 4</th></tr></thead>
    <tbody>
    <tr><th scope="row">mobile</th><td class="n">33.3%</td><td class="n">66.7%</td><td class="n">\
    15.0%</td></tr>
    <tr><th scope="row">(not set)</th><td class="n">0.0%</td><td class="n">—</td><td class="n">—<\
    /td></tr>
    <tr><th scope="row">(other: 12 groups)</th><td class="n">52.6%</td><td class="n">58.3%</td><t\
    d class="n">60.0%</td></tr>
    </tbody>
    </table></div>
    </section>
    <section>
    <p class="note">Each group is compared with everyone else; better and worse hold beyond chanc\
    e (5% level, adjusted for the number of groups by Holm). Worst after which step: where the gr\
    oup loses the largest share.</p>
    </section>
    <section>
    <h2>Trend</h2>
    <p class="explanation">From 1 visit to 4 buy, by time of entry.</p>
    <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 192" role="img" aria-label="\
    Conversion by time of entry" font-size="12">
    <line class="rule" x1="0" x2="760" y1="18" y2="18"/>
    <line class="rule" x1="0" x2="760" y1="168" y2="168"/>
    <text class="soft" x="0" y="12">20.0%</text>
    <rect class="bar" x="0" y="18" width="64" height="150"><title>1970-01-01: 20.0% of 600 sessio\
    ns</title></rect>
    <rect class="open" x="506.7" y="111.8" width="64" height="56.2"><title>1970-01-03: 7.5% of 40\
    0 sessions, 370 open</title></rect>
    <text class="soft" x="0" y="185">1970-01-01</text>
    <text class="soft" x="253.3" y="185">1970-01-02</text>
    <text class="soft" x="506.7" y="185">1970-01-03</text>
    </svg></figure>
    <div class="scroll"><table>
    <caption>Conversion by time of entry</caption>
    <thead><tr><th scope="col">Period</th><th scope="col" class="n">Entered</th><th scope="col" c\
    lass="n">Converted</th><th scope="col" class="n">Rate</th><th scope="col" class="n">Open</th>\
    </tr></thead>
    <tbody>
    <tr><th scope="row">1970-01-01</th><td class="n">600</td><td class="n">120</td><td class="n">\
    20.0%</td><td class="n"></td></tr>
    <tr><th scope="row">1970-01-02</th><td class="n">0</td><td class="n">0</td><td class="n">—</t\
    d><td class="n"></td></tr>
    <tr><th scope="row">1970-01-03</th><td class="n">400</td><td class="n">30</td><td class="n">7\
    .5%</td><td class="n">370</td></tr>
    </tbody>
    </table></div>
    <p class="note">Open: sessions whose window had not ended with the data; the rate of such a p\
    eriod (faint bar) can still rise.</p>
    </section>
    <section>
    <h2>Time from 1 visit to 4 buy</h2>
    <p class="explanation">2 sessions, mean 33 m 50 s, median 33 m 50 s.</p>
    <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 192" role="img" aria-label="\
    How many sessions took how long" font-size="12">
    <line class="rule" x1="0" x2="760" y1="18" y2="18"/>
    <line class="rule" x1="0" x2="760" y1="168" y2="168"/>
    <text class="soft" x="0" y="12">1</text>
    <rect class="bar" x="0" y="18" width="64" height="150"><title>0.0 s: 1 session</title></rect>
    <rect class="bar" x="380" y="18" width="64" height="150"><title>1 h 00 m: 1 session</title></\
    rect>
    <text class="soft" x="0" y="185">0.0 s</text>
    <text class="soft" x="380" y="185">1 h 00 m</text>
    </svg></figure>
    <div class="scroll"><table>
    <caption>Time from 1 visit to 4 buy</caption>
    <thead><tr><th scope="col" class="n">From</th><th scope="col" class="n">To</th><th scope="col\
    " class="n">Sessions</th><th scope="col" class="n">Share</th></tr></thead>
    <tbody>
    <tr><th scope="row" class="n">0.0 s</th><td class="n">1 h 00 m</td><td class="n">1</td><td cl\
    ass="n">50.0%</td></tr>
    <tr><th scope="row" class="n">1 h 00 m</th><td class="n">2 h 00 m</td><td class="n">1</td><td\
     class="n">50.0%</td></tr>
    </tbody>
    </table></div>
    </section>
    <section>
    <h2>How it was counted</h2>
    <dl>
    <dt>Source</dt><dd>shop.csv (csv): 12,345 events of 1,000 users, no line rejected<br/>1970-01\
    -01T00:00:00Z to 1970-01-02T00:00:00.500Z</dd>
    <dt>Columns</dt><dd>user = user_id, time = ts, event = event</dd>
    <dt>Counted</dt><dd>sessions (ended by 30 minutes of silence), steps in order with anything b\
    etween, all within 14 days of the entry, every entry tried, all events of a chain with the sa\
    me order_id, entered from 1970-01-01T00:00:00Z</dd>
    <dt>Funnel</dt><dd>visit &gt; cart &gt; coupon? &gt; buy</dd>
    </dl>
    </section>
    </main>
    </body>
    </html>

    """
}
