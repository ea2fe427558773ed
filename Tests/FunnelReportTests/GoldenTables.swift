extension Golden {
  /// The same as comma-separated values.
  static let csv = """
    table,by,group,kind,step,label,optional,count,from_first,from_first_low,from_first_high,from_\
    previous,from_previous_low,from_previous_high,lost,lost_share,excluded,late,open,out_of_order\
    ,left,seconds_count,seconds_mean,seconds_p25,seconds_median,seconds_p75,seconds_p90,seconds_p\
    95,total_count,total_mean,total_p25,total_median,total_p75,total_p90,total_p95,vs_rest,vs_res\
    t_low,vs_rest_high,p,p_adjusted,verdict,bin_from,bin_to,seen_until,behind
    funnel,,,,1,visit,,1000,1.0,0.996173241514445,1.0,,,,600,0.6,0,80,20,0,500,,,,,,,,,,,,,,,,,,,\
    ,,,,,
    funnel,,,,2,cart,,400,0.4,0.37007478121137727,0.4306905704857338,0.4,0.37007478121137727,0.43\
    06905704857338,250,0.625,25,0,0,25,200,2,2030.0,1045.0,2030.0,3015.0,3606.0,3803.0,,,,,,,,,,,\
    ,,,,,,
    funnel,,,,3,coupon,true,90,0.09,0.07379614931508309,0.1093417926430721,0.6,0.52004915848891,0\
    .6749567926374747,,,,,,,,2,2030.0,1045.0,2030.0,3015.0,3606.0,3803.0,,,,,,,,,,,,,,,,,
    funnel,,,,4,buy,,150,0.15,0.1292100725130883,0.17346865842680032,0.375,0.328957079463163,0.42\
    34209941204111,,,,,,,,2,2030.0,1045.0,2030.0,3015.0,3606.0,3803.0,2,2030.0,1045.0,2030.0,3015\
    .0,3606.0,3803.0,,,,,,,,,,
    breakdown,device,mobile,value,1,visit,,600,1.0,0.9936382989862994,1.0,,,,400,0.66666666666666\
    66,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
    breakdown,device,mobile,value,2,cart,,200,0.3333333333333333,0.2967793171946139,0.37200791647\
    66197,0.3333333333333333,0.2967793171946139,0.3720079164766197,170,0.85,,,,,,,,,,,,,,,,,,,,,,\
    ,,,,,,,
    breakdown,device,mobile,value,3,coupon,true,20,0.03333333333333333,0.021680161456561077,0.050\
    92409282289293,0.6666666666666666,0.4878005164454384,0.8076950191632386,,,,,,,,,,,,,,,,,,,,,,\
    ,,,,,,,,,
    breakdown,device,mobile,value,4,buy,,30,0.05,0.03524526778459468,0.07048026312773596,0.15,0.1\
    0713593562241995,0.20605579284166659,,,,,,,,,,,,,,,,,,,,,,-0.25,-0.3,-0.2,0.0001,0.0003,worse\
    ,,,,
    breakdown,device,(not set),not_set,1,visit,,20,1.0,0.8388748419471806,1.0,,,,20,1.0,,,,,,,,,,\
    ,,,,,,,,,,,,,,,,,,,
    breakdown,device,(not set),not_set,2,cart,,0,0.0,0.0,0.16112515805281938,0.0,0.0,0.1611251580\
    5281938,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
    breakdown,device,(not set),not_set,3,coupon,true,0,0.0,0.0,0.16112515805281938,,,,,,,,,,,,,,,\
    ,,,,,,,,,,,,,,,,,,,
    breakdown,device,(not set),not_set,4,buy,,0,0.0,0.0,0.16112515805281938,,,,,,,,,,,,,,,,,,,,,,\
    ,,,-0.153,-0.2,0.05,,,too few,,,,
    breakdown,device,(other: 12 groups),other,1,visit,,380,1.0,0.9899920690367933,1.0,,,,180,0.47\
    368421052631576,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
    breakdown,device,(other: 12 groups),other,2,cart,,200,0.5263157894736842,0.4761012326667829,0\
    .5760036130719955,0.5263157894736842,0.4761012326667829,0.5760036130719955,80,0.4,,,,,,,,,,,,\
    ,,,,,,,,,,,,,,,,,
    breakdown,device,(other: 12 groups),other,3,coupon,true,70,0.18421052631578946,0.148461414545\
    53113,0.2262804365891259,0.5833333333333334,0.49388032700164236,0.6676164785952404,,,,,,,,,,,\
    ,,,,,,,,,,,,,,,,,,,,
    breakdown,device,(other: 12 groups),other,4,buy,,120,0.3157894736842105,0.27109512879110387,0\
    .3641709510374461,0.6,0.53083672039262,0.6653942143319266,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
    trend,,1970-01-01,,1,visit,,600,1.0,0.9936382989862994,1.0,,,,480,0.8,,,0,,,,,,,,,,,,,,,,,,,,\
    ,,,,,,
    trend,,1970-01-01,,4,buy,,120,0.2,0.1699473686822437,0.23386965192597675,,,,,,,,,,,,,,,,,,,,,\
    ,,,,,,,,,,,,,
    trend,,1970-01-02,,1,visit,,0,,,,,,,0,,,,0,,,,,,,,,,,,,,,,,,,,,,,,,,
    trend,,1970-01-02,,4,buy,,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
    trend,,1970-01-03,,1,visit,,400,1.0,0.9904877056657034,1.0,,,,370,0.925,,,370,,,,,,,,,,,,,,,,\
    ,,,,,,,,,,
    trend,,1970-01-03,,4,buy,,30,0.075,0.05303774392284765,0.10504770626130436,,,,,,,,,,,,,,,,,,,\
    ,,,,,,,,,,,,,,,
    histogram,,,,4,buy,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,0.0,3600.0,,
    histogram,,,,4,buy,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,3600.0,7200.0,,

    """

  /// The same as a picture, without its colours.
  static let svg = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 438" width="760" height="438" role="\
    img" aria-label="Funnel: visit → cart → coupon? → buy. Overall conversion 15.0%: 150 of 1,000\
     sessions (95% interval 12.9% to 17.3%)." font-family="system-ui,sans-serif" font-size="15">
    <title>visit → cart → coupon? → buy</title>

    <rect class="paper" width="100%" height="100%"/>
    <text class="ink" x="24" y="32" font-size="17" font-weight="600">visit → cart → coupon? → buy\
    </text>
    <text class="soft" x="24" y="53" font-size="13">Overall conversion 15.0%: 150 of 1,000 sessio\
    ns (95% interval 12.9% to 17.3%).</text>
    <text class="ink" x="24" y="84">1  visit</text>
    <text class="ink" x="736" y="84" text-anchor="end" font-weight="600">1,000 · 100.0%</text>
    <rect class="track" x="24" y="92" width="712" height="28" rx="3"/>
    <rect class="bar" x="24" y="92" width="712" height="28" rx="3"/>
    <text class="loss" x="24" y="136" font-size="13">↓ 600 lost: 500 left, 80 late, 20 still open\
    </text>
    <text class="ink" x="24" y="174">2  cart</text>
    <text class="ink" x="736" y="174" text-anchor="end" font-weight="600">400 · 40.0%</text>
    <rect class="track" x="24" y="182" width="712" height="28" rx="3"/>
    <rect class="bar" x="24" y="182" width="284.8" height="28" rx="3"/>
    <text class="loss" x="24" y="226" font-size="13">↓ 250 lost: 200 left, 25 excluded, 25 out of\
     order</text>
    <text class="ink" x="24" y="264">3  coupon?</text>
    <text class="ink" x="736" y="264" text-anchor="end" font-weight="600">90 · 9.0%</text>
    <rect class="track" x="24" y="272" width="712" height="28" rx="3"/>
    <rect class="optional" x="24" y="272" width="64.1" height="28" rx="3"/>
    <text class="ink" x="24" y="354">4  buy</text>
    <text class="ink" x="736" y="354" text-anchor="end" font-weight="600">150 · 15.0%</text>
    <rect class="track" x="24" y="362" width="712" height="28" rx="3"/>
    <rect class="bar" x="24" y="362" width="106.8" height="28" rx="3"/>
    </svg>

    """
}
