/// How the page looks, on a light or a dark screen and on paper.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1c2733;--soft:#5b6875;--line:#dfe4e9;\
    --track:#eef1f4;--bar:#2f6f9f;--faint:#8fb4cc;--loss:#a8452f;--good:#2c7a4b}
    @media(prefers-color-scheme:dark){:root{--paper:#14191f;--ink:#e6ebf0;--soft:#9aa7b4;\
    --line:#2d3742;--track:#232b34;--bar:#5fa3d3;--faint:#3d6683;--loss:#e0937f;--good:#7cc79a}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    main{max-width:54rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
    h1{font-size:1.5rem;line-height:1.3;margin:0 0 .25rem;overflow-wrap:anywhere}
    h2{font-size:1.15rem;margin:2.75rem 0 .25rem;overflow-wrap:anywhere}
    p,ul{margin:.25rem 0 1rem}
    ul{padding-left:1.2rem}
    .lead,.explanation,.note{color:var(--soft)}
    .lead{font-size:1.1rem;margin-bottom:1.5rem}
    .scroll{overflow-x:auto;margin:1rem 0}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--soft);font-size:.85rem;padding-bottom:.35rem}
    th,td{padding:.38rem .6rem;border-bottom:1px solid var(--line);text-align:left;\
    vertical-align:baseline}
    th:first-child,td:first-child{padding-left:0}
    th:last-child,td:last-child{padding-right:0}
    thead th{color:var(--soft);font-weight:600;white-space:nowrap}
    tbody th{font-weight:500;overflow-wrap:anywhere}
    .n{text-align:right;white-space:nowrap}
    .better{color:var(--good);font-weight:600}
    .worse{color:var(--loss);font-weight:600}
    figure{margin:1rem 0;overflow-x:auto}
    figure svg{display:block;width:100%;min-width:34rem;height:auto}
    .ink{fill:var(--ink)}.soft{fill:var(--soft)}.track{fill:var(--track)}.bar{fill:var(--bar)}.good{fill:var(--good)}
    .optional{fill:var(--faint)}.loss{fill:var(--loss)}.rule{stroke:var(--line)}
    .before{stroke:var(--ink);stroke-width:2;stroke-dasharray:5 3}
    .whisker{fill:none;stroke:var(--ink);stroke-opacity:.7}
    .open{fill:var(--faint);fill-opacity:.45;stroke:var(--faint);stroke-dasharray:4 3}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;font-size:.92rem}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere}
    @media print{main{max-width:none;padding:0}.scroll{overflow:visible}\
    figure,tr,dl{break-inside:avoid}h2{break-after:avoid}\
    svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
