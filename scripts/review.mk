# review.mk: the steps of monthly-review that follow the list of exports, as rules of GNU make.
#
# It runs in the folder of --out, where every file has a fixed name. What the user gave comes through the environment, in words that
# only the shell of a recipe expands: EXPORTS and MAP name files, seen from HERE, RULES one, MAX, TOP and LANGUAGE are options, QUIET is
# set for no list of steps, SHARE is the folder of this file. MONTH, YEAR, START and QUARTER (or none) are checked words. Words for
# people go to descriptor 3.

sent   = work/shipments/shipments.csv
raw    = work/returns/returns.raw
joined = work/returns/returns.joined
back   = work/returns/returns.csv
cells  = $(patsubst %,work/%.csv,cells styles carriers platforms)

windows  = month $(if $(QUARTER),quarter) year
compared = $(patsubst %,tables/%,yoy-total yoy-shop yoy-sku yoy-sku-reason yoy-style yoy-style-reason yoy-platform yoy-carrier \
	   bridge-total bridge-cause bridge-reason bridge-shop)
tables   = $(foreach w,$(windows),$(compared:%=%-$w.csv)) \
	   $(patsubst %,tables/%.csv,findings orphans rate-month rate-cause-month rate-sku-month rate-reason-year)
charts   = trend causes pareto heat changes-year $(if $(QUARTER),changes-quarter,changes-month)
drawn    = $(charts:%=work/charts/%.txt)
accounts = $(patsubst %,work/accounts/%.csv,shipments returns joined classified checked counted)
remarks  = work/shipments/remarks.csv work/returns/remarks.csv
told     = work/foot work/errors work/undrawn work/held
made     = $(sent) $(raw) $(joined) $(back) $(cells) $(tables) $(accounts) $(remarks) $(told) $(drawn) $(charts:%=charts/%.png) summary.md

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: review stale manifest always
review: summary.md

# ---- what the last run left ----

# work/manifest has the hash of every file that a run made. Remove files that changed since, and those of another month; make then makes
# the missing ones again. An error while the intact files are listed makes that list shorter, so that more is made again, never less.
there  = $(wildcard $(made))
intact = $(shell sha256sum /dev/null $(there) | grep -xFf $(or $(wildcard work/manifest),/dev/null))
others = $(filter-out $(made),$(compared:%=%-quarter.csv) $(foreach c,changes-month changes-quarter,work/charts/$c.txt charts/$c.png))
gone  := $(if $(filter stale,$(MAKECMDGOALS)),$(filter-out $(intact),$(made)) $(others))

# The page stays until a new one is there: an old page is better than none. A picture is drawn again unless its text has a reason why not.
stale:
	@rm -f $(patsubst summary.md,work/undrawn,$(gone)) && for name in $(patsubst charts/%.png,%,$(filter charts/%.png,$(gone))); do \
		[ -s work/charts/$$name.txt ] || rm -f work/charts/$$name.txt || exit 2; \
	done

manifest:
	@sha256sum $(there) </dev/null >work/$@.part && sync work/$@.part && mv work/$@.part work/$@ && \
	changed=$$(find $(there) -newer work/running) && set -- $$changed && echo "$$# made, $$(($(words $(there)) - $$#)) up to date"

# ---- options: the time of a file is that of the last change of its value ----

work/option/folder: holds = printf '%s\n' "$$EXPORTS"
work/option/max:    holds = printf '%s\n' "$$MAX"
work/option/top:    holds = printf '%s\n' "$$TOP"
work/option/month:  holds = printf '%s\n' "$(MONTH)"
work/option/lang:   holds = printf '%s\n' "$$LANGUAGE"
work/option/map:    holds = if [ -z "$$MAP" ]; then echo none; else cd "$$HERE" && cksum <"$$MAP"; fi
work/option/rules:  holds = if [ -z "$$RULES" ]; then echo none; else cksum <"$$RULES"; fi
work/option/programs: holds = for name in $(programs); do \
		path=$$(command -v $$name) || { echo "monthly-review: $$name is not on PATH; build or install retkit first" >&3; exit 2; }; \
		set -- "$$@" "$$path"; \
	done; stat -L -c '%n %s %y' -- "$$@" "$$SHARE/review.mk"
programs = ret-import ret-filter ret-join ret-classify ret-check ret-tally ret-rate ret-yoy ret-bridge ret-chart ret-report
$(patsubst %,work/option/%,folder max top month lang map rules programs): always
	@( $(holds) ) >$@.part && if cmp -s $@.part $@; then rm $@.part; else mv $@.part $@; fi

# $(call step,FILE,COMMAND): print the step and run the command; its stderr goes to a log, which is shown when it fails.
note = { [ -n "$$QUIET" ] || echo '  $(1)'; }
log  = work/$(subst /,-,$(1)).log
step = @$(call note,$(1)) && { ( $(2) ) 2>$(log) || { cat $(log) >&3; exit 2; }; }

# ---- exports into canonical tables; paths of the user are relative to $HERE, where monthly-review was started ----

importing = work/option/folder work/option/map work/option/max
account = --account work/accounts/$(1).csv
import  = out=$$PWD && cd "$$HERE" && ret-import --as $(1) --trim-sku --max-rejects-each "$$MAX" $${MAP:+--map "$$MAP"} \
	  --account "$$out/work/accounts/$(1).csv" --remarks "$$out/work/$(1)/remarks.csv" -o "$$out/$(2)" --folder "$$EXPORTS" --listed "$$out/work/exports/$(1).csv"

$(sent) work/accounts/shipments.csv work/shipments/remarks.csv &: work/exports/shipments.csv $(importing)
	$(call step,$(sent),$(call import,shipments,$(sent)))

$(raw) work/accounts/returns.csv work/returns/remarks.csv &: work/exports/returns.csv $(importing)
	$(call step,$(raw),$(call import,returns,$(raw)))

# What a return lacks (SKU, units, ship date, courier, batch) is taken from its shipment line.
$(joined) tables/orphans.csv work/accounts/joined.csv &: $(raw) $(sent)
	$(call step,$(joined),ret-join $(call account,joined) --orphans tables/orphans.csv -o $(joined) --shipments $(sent) \
		--returns $(raw))

$(back) work/accounts/classified.csv &: $(joined) work/option/rules
	$(call step,$(back),ret-classify $${RULES:+--rules "$$RULES"} $(call account,classified) -o $(back) -- $(joined))

# ---- faults in the rows up to the month; rows into cells ----

sides = --shipments $(sent) --returns $(back)

tables/findings.csv work/accounts/checked.csv &: $(sent) $(back) work/option/month work/option/lang
	$(call step,tables/findings.csv,ret-check -q --lang "$$LANGUAGE" --to $(MONTH) $(call account,checked) -o tables/findings.csv $(sides))

# $(call tally,NAME,DIMS,OPTIONS)
tally = $(call step,work/$(1).csv,ret-tally --by $(2) $(3) -o work/$(1).csv $(sides))
shop_sku := shop,sku
work/cells.csv work/accounts/counted.csv &: $(sent) $(back); $(call tally,cells,$(shop_sku),$(call account,counted))
work/styles.csv: $(sent) $(back); $(call tally,styles,style)
work/carriers.csv: $(sent) $(back); $(call tally,carriers,carrier)
work/platforms.csv: $(sent) $(back); $(call tally,platforms,platform)

# ---- cells into tables ----

window-month   = --period month --from $(MONTH) --to $(MONTH)
window-quarter = --period quarter --from $(QUARTER) --to $(QUARTER)
window-year    = --period year --year-start $(START) --from $(YEAR) --to $(YEAR)

# $(call compare,NAME,CELLS,COMMAND): a comparison in each window.
define compare
tables/$(1)-%.csv: work/$(2).csv work/option/month | work/held
	$$(call step,$$@,$(3) $$(window-$$*) -o $$@ $$<)
endef
$(eval $(call compare,yoy-total,cells,ret-yoy --by ''))
$(eval $(call compare,yoy-shop,cells,ret-yoy --by shop))
$(eval $(call compare,yoy-sku,cells,ret-yoy --by sku))
$(eval $(call compare,yoy-sku-reason,cells,ret-yoy --by sku --split reason))
$(eval $(call compare,yoy-style,styles,ret-yoy --by style))
$(eval $(call compare,yoy-style-reason,styles,ret-yoy --by style --split reason))
$(eval $(call compare,yoy-platform,platforms,ret-yoy --by platform))
$(eval $(call compare,yoy-carrier,carriers,ret-yoy --by carrier --split cause))
$(eval $(call compare,bridge-total,cells,ret-bridge --total --by $$(shop_sku)))
$(eval $(call compare,bridge-cause,cells,ret-bridge --total --by $$(shop_sku) --split cause))
$(eval $(call compare,bridge-reason,cells,ret-bridge --total --by $$(shop_sku) --split reason))
$(eval $(call compare,bridge-shop,cells,ret-bridge --total --by $$(shop_sku) --within shop))

tables/rate-month.csv:       options = --by '' --to $(MONTH)
tables/rate-cause-month.csv: options = --by '' --split cause --to $(MONTH)
tables/rate-sku-month.csv:   options = --by sku --to $(MONTH)
tables/rate-reason-year.csv: options = --by '' --split reason --share $(window-year)
tables/rate-%.csv: work/cells.csv work/option/month
	$(call step,$@,ret-rate $(options) -o $@ $<)

# Check that the exports have data of the month under review; if not, say which months they have.
work/held: tables/rate-month.csv
	@ret-filter -q --expect -o $@ period=$(MONTH) $< 2>$@.log && exit; [ $$? -eq 1 ] || { cat $@.log >&3; exit 2; }; \
	ret-rate -o $@.rates --by '' work/cells.csv && ret-filter -q -o $@.months --columns period 'shipped>0' $@.rates && \
	echo "monthly-review: $(MONTH): the exports hold nothing of it; shipments run from $$(sed -n '2p' $@.months) to $$(sed -n '$$p' \
	$@.months)" >&3; exit 2

# ---- words ----

# `foot` is the line of sources at the foot of every picture; `errors` has the errors of ret-check.
page = @ret-report $(1) --month $(MONTH) --lang "$$LANGUAGE" --exports "$$EXPORTS" -o $@ . 2>&3

work/foot work/errors: work/%: tables/findings.csv $(accounts) work/option/lang
	$(call page,$*)

summary.md: $(tables) $(drawn) $(told) $(accounts) $(remarks) work/exports/exports.csv work/option/lang
	$(call page,review)

# ---- pictures ----

# work/charts/NAME.txt is empty when charts/NAME.png was drawn; else it has the reason why there was nothing to draw.
work/charts/trend.txt:          chart = trend
work/charts/causes.txt:         chart = causes
work/charts/pareto.txt:         chart = pareto --year-to $(MONTH)
work/charts/heat.txt:           chart = heat --top "$$TOP"
work/charts/changes-%.txt:      chart = yoy --top "$$TOP"
work/charts/changes-year.txt:   chart = yoy --top "$$TOP" --year-to $(MONTH)
work/charts/trend.txt:   tables/rate-month.csv
work/charts/causes.txt:  tables/rate-cause-month.csv
work/charts/pareto.txt:  tables/rate-reason-year.csv
work/charts/heat.txt:    tables/rate-sku-month.csv work/option/top
$(filter work/charts/changes-%,$(drawn)): work/charts/changes-%.txt: tables/yoy-sku-%.csv work/option/top
$(drawn):
	@$(call note,charts/$(basename $(@F)).png) && foot=$$(cat work/foot) || exit 2; \
	ret-chart $(chart) --lang "$$LANGUAGE" --foot "$$foot" --undrawn $@.part -o charts/$(basename $(@F)).png $< 2>$@.log; \
	case $$? in \
	0) ;; \
	1) rm -f charts/$(basename $(@F)).png || exit 2 ;; \
	*) cat $@.log >&3; exit 2 ;; \
	esac; mv $@.part $@
$(drawn): work/foot work/option/lang

work/undrawn: $(drawn)
	@for name in $(charts); do \
		[ ! -s work/charts/$$name.txt ] || { printf '%s\t' "$$name" && cat work/charts/$$name.txt; } || exit 2; \
	done >$@.part && mv $@.part $@

# A changed program may change any result, so everything is made again.
$(filter-out work/held work/undrawn,$(made)): work/option/programs
