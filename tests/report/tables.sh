# What the cases of this folder share; sourced. A folder of tables as sku-dive leaves it, with one row or none where a case wants another.
# shellcheck disable=SC2034 # the cases use the rows

year_ago=,shipped,returned,rate,low,high,shipped_before,returned_before,rate_before,low_before,high_before,change_pp,change_low_pp,change_high_pp,ratio,ratio_low,ratio_high,p,q,verdict
worse=150,30,0.2,0.12,0.31,180,6,0.033333,0.012,0.071,16.6667,8.3,27.6,6,2.4,18.7,0.00001,0.0001,worse
better=150,3,0.02,0.004,0.06,180,18,0.1,0.06,0.15,-8,-13,-2.5,0.2,0.05,0.7,0.002,0.01,better
new=150,30,0.2,0.12,0.31,0,0,,,,,,,,,,,,new
gone=0,0,,,,180,6,0.033333,0.012,0.071,,,,,,,,,gone
thin=2,1,0.5,0.0126,0.9874,3,1,0.333333,0.0084,0.9057,16.6667,,,,,,,,thin

# compared WINDOW PERIOD NUMBERS: the table of the SKU in a window; without numbers it has no row.
compared() {
	echo "metric,period,before,sku$year_ago" >"f/tables/yoy-sku-$1.csv"
	[ -z "$3" ] || echo "return-rate@1,$2,before,A,$3" >>"f/tables/yoy-sku-$1.csv"
}

# dive_tables: a SKU that is worse in each window, for leaks; two notes, of three units.
dive_tables() {
	mkdir -p f/tables
	compared month 2025-06 "$worse"
	compared quarter 2025-Q2 "$worse"
	compared year FY2025 "$worse"
	printf '%s\n' "metric,period,before,cause$year_ago" "return-rate@1,FY2025,FY2024,quality,$worse" \
		"return-rate@1,FY2025,FY2024,logistics,$thin" >f/tables/yoy-cause-year.csv
	printf '%s\n' "metric,period,before,cause,reason$year_ago" "return-rate@1,FY2025,FY2024,quality,quality/leak,$worse" \
		"return-rate@1,FY2025,FY2024,no_reason,no_reason/size_small,$better" >f/tables/yoy-reason-year.csv
	printf '%s\n' metric,period,cause,reason,shipped,returned,rate,low,high,share,flag \
		return-rate@1,FY2025,quality,quality/leak,150,30,0.2,0.12,0.31,0.75, \
		return-rate@1,FY2025,no_reason,no_reason/size_small,150,1,0.006667,0.0002,0.036,0.25, >f/tables/rate-reason-year.csv
	printf '%s\n' cause,reason,rule,conflict,received_at,finished_at,shop,qty,reason1,note,source,return_id \
		'quality,quality/leak,x,0,2025-05-03 10:00,,旗舰店,1,漏液,*all* wet,r.csv:2,r1' \
		'quality,quality/leak,x,1,,2025-06-04,shop,1,no reason,it leaks,r.csv:3,r2' \
		'quality,quality/leak,x,0,2023-06-04,,shop,1,leaks,too old,r.csv:4,r3' \
		'no_reason,no_reason/size_small,x,0,2025-06-05,,shop,1,too small,,r.csv:5,r4' >f/tables/notes.csv
}

# dive OPTION…: the page in both languages.
dive() {
	for lang in en zh; do
		ret-report dive --month 2025-06 --first 2024-07 --sku A --lang $lang "$@" f
	done
}

# exports FIRST LAST BEFORE NOW [YOUNG [N]]: exports of two platforms for the months from FIRST to LAST, such as 2024-06. Each day 4 units of
# each SKU are shipped, by two couriers; each month some returns of one unit come back: of the first SKUs (A, or the first N) as many as BEFORE
# says before 2025 and NOW from then on, of the last three 5. The SKU YOUNG is only shipped from 2025 on.
exports() {
	mkdir -p ex
	awk -v first="$1" -v last="$2" -v before="$3" -v now="$4" -v young="${5:-}" -v moved="${6:-1}" 'BEGIN {
		print "platform,order_id,line_id,shop,sku,style,carrier,qty,shipped_at" >"ex/shipped.csv"
		print "platform,return_id,order_id,line_id,shop,sku,style,carrier,qty,received_at,reason1,note" >"ex/returned.csv"
		split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
		for (year = 2023; year <= 2025; year++)
			for (m = 1; m <= 12; m++) {
				month = sprintf("%d-%02d", year, m)
				days = length_of[m] + (year == 2024 && m == 2)
				for (k = 0; k < moved + 3 && month >= first && month <= last; k++)
					for (day = 1; day <= days; day++) {
						n++
						sku = substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k + 1, 1)
						if (sku == young && year < 2025)
							continue
						back = k >= moved ? 5 : year < 2025 ? before : now
						what = sprintf("o%d,l%d,shop%d,%s,S%d,%s", n, n, k % 2, sku, k > moved, day % 3 ? "fast" : "slow")
						platform = k <= moved ? "天猫" : "抖音"
						printf "%s,%s,4,%s-%02d\n", platform, what, month, day >"ex/shipped.csv"
						if (day * back % days < back)
							printf "%s,r%d,%s,1,%s-%02d,%s,%s\n", platform, n, what, month, day, (k >= moved ? "质量问题" : "漏液"),
								day % 2 ? "" : "漏了" >"ex/returned.csv"
					}
			}
	}'
}

# review: the page of 2025-06 in both languages.
review() {
	for lang in en zh; do
		"$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out --lang $lang 2>/dev/null || echo "status $?"
		cat out/summary.md
	done
}
