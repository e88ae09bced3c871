# dive.mk: the steps of sku-dive, as rules of GNU make.
#
# It runs in the folder of --out. REVIEW, SKU, LANGUAGE and NOTES come through the environment, in words that only the
# shell of a recipe expands; MONTH, YEAR, START and FIRST are checked words. work/dive/ holds what lies between, sku.csv and
# shipments.csv from the start. Words for people go to descriptor 3.

w = work/dive
mine    = $(patsubst %,tables/yoy-sku-%.csv,month $(QUARTER) year)
tables  = $(patsubst %,tables/%.csv,rate-month rate-cause-month yoy-cause-year yoy-reason-year rate-reason-year notes)
charts  = trend causes pareto

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: dive
dive: dive.md

$w/returns.csv:
	@ret-filter -q -o $@ "sku=@$w/sku.csv" -- "$$REVIEW"/work/returns/returns.csv 2>&3
$w/cells.csv: $w/returns.csv
	@ret-tally -q --by shop -o $@ --shipments $w/shipments.csv --returns $< 2>&3

# The days covered are taken from the cells of all SKUs, because a slow SKU has too few dates of its own.
year = --period year --year-start $(START) --from $(YEAR) --to $(YEAR)
tables/rate-month.csv:       command = ret-rate --to $(MONTH)
tables/rate-cause-month.csv: command = ret-rate --split cause --to $(MONTH)
tables/rate-reason-year.csv: command = ret-rate --split reason --share $(year)
tables/yoy-cause-year.csv:   command = ret-yoy --split cause $(year)
tables/yoy-reason-year.csv:  command = ret-yoy --split reason $(year)
$(filter-out tables/notes.csv,$(tables)): $w/cells.csv
	@$(command) --by '' --covers "@$$REVIEW/work/cells.csv" -o $@ $< 2>&3

# Verdicts on the SKU are copied from the review, which tested it together with all other SKUs.
$(mine):
	@ret-filter -q -o $@ "sku=@$w/sku.csv" -- "$$REVIEW/$@" 2>&3

# The notes of customers in the twelve months under review, newest first.
tables/notes.csv: $w/returns.csv
	@ret-filter -q -o $@ --columns cause,reason,rule,conflict,received_at,finished_at,shop,qty,reason1,note,source,return_id \
		'type=return,exchange' 'status=done' -- $< 2>&3

# The page names a picture that has nothing to draw.
$w/trend.txt:  chart = trend
$w/causes.txt: chart = causes
$w/pareto.txt: chart = pareto --year-to $(MONTH)
$w/trend.txt:  tables/rate-month.csv
$w/causes.txt: tables/rate-cause-month.csv
$w/pareto.txt: tables/rate-reason-year.csv
$(charts:%=$w/%.txt):
	@ret-chart $(chart) --lang "$$LANGUAGE" --subject "SKU $$SKU" --undrawn $@.part -o charts/$(basename $(@F)).png $< 2>$@.log; \
	case $$? in \
	0) : >$@ ;; \
	1) rm -f charts/$(basename $(@F)).png && { printf '%s\t' $(basename $(@F)) && cat $@.part; } >$@ ;; \
	*) cat $@.log >&3; exit 2 ;; \
	esac
$w/undrawn: $(charts:%=$w/%.txt)
	@cat $^ >$@

dive.md: $(tables) $(mine) $w/undrawn
	@ret-report dive --month $(MONTH) --first $(FIRST) --sku "$$SKU" --lang "$$LANGUAGE" --notes "$$NOTES" --undrawn $w/undrawn -o $@ . 2>&3
