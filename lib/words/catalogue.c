#include "words/catalogue_private.h"

/* clang-format off */

static const struct word verdicts[] = {
	[VERDICT_WORSE] = {"worse", {"worse", "变差"}},
	[VERDICT_BETTER] = {"better", {"better", "变好"}},
	[VERDICT_UNCLEAR] = {"unclear", {"unclear", "尚不能判断"}},
	[VERDICT_SAME] = {"same", {"same", "基本持平"}},
	[VERDICT_NEW] = {"new", {"new", "新品"}},
	[VERDICT_GONE] = {"gone", {"no longer shipped", "本期无出库"}},
	[VERDICT_THIN] = {"thin", {"thin", "量太少"}},
	[VERDICT_IMMATURE] = {"immature", {"immature", "未成熟"}},
	[VERDICT_PARTIAL] = {"partial", {"partial", "数据不全"}},
	[VERDICT_OVER] = {"over", {"over 100 %", "超过 100%"}},
};

static const struct word flags[] = {
	[FLAG_NONE] = {"", {"", ""}},
	[FLAG_THIN] = {"thin", {"thin", "量太少"}},
	[FLAG_PARTIAL] = {"partial", {"partial", "数据不全"}},
	[FLAG_IMMATURE] = {"immature", {"immature", "未成熟"}},
	[FLAG_OVER] = {"over", {"over 100 %", "超过 100%"}},
};

static const struct word severities[] = {
	[SEVERITY_NOTE] = {"note", {"note", "提示"}},
	[SEVERITY_WARNING] = {"warning", {"warning", "警告"}},
	[SEVERITY_ERROR] = {"error", {"error", "错误"}},
};

/* Causes, in the order in which pictures stack them. */
static const struct word causes[] = {
	{"quality", {"Quality", "质量问题"}},
	{"after_sales", {"After-sales", "售后服务"}},
	{"logistics", {"Logistics", "物流问题"}},
	{"no_reason", {"No reason", "无理由"}},
	{"unclassified", {"Unclassified", "未归类"}},
};

/*
 * Reasons of the default rules and of unclassified returns, by slug. No word may contain a comma, because sentences list them with
 * commas.
 */
static const struct word reasons[] = {
	{"after_sales/description", {"Not as described", "与描述不符"}},
	{"after_sales/extra_item", {"Extra item", "多发"}},
	{"after_sales/freight", {"Freight dispute", "运费争议"}},
	{"after_sales/installation", {"Installation", "安装问题"}},
	{"after_sales/invoice", {"Invoice", "发票问题"}},
	{"after_sales/missing_item", {"Missing item", "少件漏发"}},
	{"after_sales/negotiated", {"By agreement", "协商一致"}},
	{"after_sales/out_of_stock", {"Out of stock", "缺货"}},
	{"after_sales/packaging", {"Packaging", "包装问题"}},
	{"after_sales/service", {"Service", "客服服务"}},
	{"after_sales/slow_dispatch", {"Slow dispatch", "发货慢"}},
	{"after_sales/wrong_item", {"Wrong item sent", "发错货"}},
	{"logistics/address", {"Wrong address", "地址有误"}},
	{"logistics/courier", {"Courier", "快递服务"}},
	{"logistics/damaged", {"Damaged in transit", "运输破损"}},
	{"logistics/lost", {"Lost in transit", "快递丢件"}},
	{"logistics/no_tracking", {"No tracking", "无物流信息"}},
	{"logistics/refused", {"Refused at the door", "拒收"}},
	{"logistics/slow", {"Slow delivery", "派送慢"}},
	{"logistics/undeliverable", {"Undeliverable", "无法派送"}},
	{"logistics/unspecified", {"Logistics (unspecified)", "物流（未细分）"}},
	{"no_reason/changed_mind", {"Changed mind", "不想要了"}},
	{"no_reason/colour", {"Colour disliked", "颜色不合意"}},
	{"no_reason/compatibility", {"Does not fit the device", "不兼容"}},
	{"no_reason/expectation", {"Below expectation", "不符合预期"}},
	{"no_reason/ordered_wrong", {"Ordered wrong", "拍错多拍"}},
	{"no_reason/price", {"Price", "价格原因"}},
	{"no_reason/size", {"Size", "尺码不合适"}},
	{"no_reason/size_large", {"Size too large", "尺码偏大"}},
	{"no_reason/size_small", {"Size too small", "尺码偏小"}},
	{"no_reason/switched", {"Switched by the buyer", "买家调包"}},
	{"no_reason/unsaid", {"No reason said", "未说明原因"}},
	{"quality/allergy", {"Allergy", "过敏"}},
	{"quality/broken_part", {"Broken part", "部件损坏"}},
	{"quality/deformed", {"Deformed", "变形"}},
	{"quality/expired", {"Expired", "过期"}},
	{"quality/fade", {"Fading", "褪色"}},
	{"quality/fake", {"Taken for fake", "疑似假货"}},
	{"quality/flaw", {"Flaw", "瑕疵"}},
	{"quality/foreign_matter", {"Foreign matter", "异物"}},
	{"quality/leak", {"Leak", "漏液"}},
	{"quality/material", {"Material", "材质问题"}},
	{"quality/not_working", {"Does not work", "功能故障"}},
	{"quality/odour", {"Odour", "异味"}},
	{"quality/performance", {"Performance", "性能不佳"}},
	{"quality/pilling", {"Pilling", "起球"}},
	{"quality/safety", {"Safety", "安全隐患"}},
	{"quality/short_measure", {"Short measure", "缺斤少两"}},
	{"quality/shrink", {"Shrinking", "缩水"}},
	{"quality/spoiled", {"Spoiled", "变质"}},
	{"quality/stain", {"Stain", "污渍"}},
	{"quality/unlabelled", {"Unlabelled", "三无产品"}},
	{"quality/unspecified", {"Quality (unspecified)", "质量（未细分）"}},
	{"quality/used", {"Used before", "二手货"}},
	{"quality/workmanship", {"Workmanship", "做工粗糙"}},
	{"unclassified/empty", {"Empty", "没有文字"}},
	{"unclassified/ignore", {"Nothing to go by", "无有效信息"}},
	{"unclassified/other", {"Other", "其他"}},
	{"unclassified/unmatched", {"Unmatched", "未匹配到规则"}},
	{"unclassified/unspecified", {"Unclassified", "未归类"}},
};

static const struct word checks[] = {
	{"shipments-nothing", {"no shipment that counts", "没有计入的发货"}},
	{"returns-nothing", {"no return that counts", "没有计入的售后"}},
	{"shipments-overlap", {"shipments that stand in two files", "发货在两个文件中重复"}},
	{"returns-overlap", {"returns that stand in two files", "售后在两个文件中重复"}},
	{"shipments-conflict", {"shipment lines that two files tell differently", "同一发货行两份内容不一致"}},
	{"returns-conflict", {"tickets that two files tell differently", "同一售后单两份内容不一致"}},
	{"shipments-repeated", {"equal rows in one shipment export", "同一发货文件内的重复行"}},
	{"returns-repeated", {"equal rows in one return export", "同一售后文件内的重复行"}},
	{"shipments-total-row", {"total rows among the shipments", "发货中混有合计行"}},
	{"returns-total-row", {"total rows among the returns", "售后中混有合计行"}},
	{"order-and-cancel", {"large orders cancelled at once", "大单下单后随即整单退回"}},
	{"order-and-cancel-small", {"orders cancelled at once", "下单后随即整单退回"}},
	{"dominant-shipment", {"single shipment lines that decide the rate", "左右退货率的单行发货"}},
	{"dominant-return", {"single returns that decide the rate", "左右退货率的单行售后"}},
	{"sku-leverage", {"SKUs of which one return is the most", "多半由一行售后构成的 SKU"}},
	{"shipments-gap", {"days missing in the shipments", "发货缺日"}},
	{"returns-gap", {"days missing in the returns", "售后缺日"}},
	{"shipments-shop-begins", {"a shop that begins to ship after others", "店铺发货晚于其他店铺开始"}},
	{"shipments-shop-ends", {"a shop whose shipments end before others", "店铺发货早于其他店铺中断"}},
	{"returns-shop-begins", {"a shop whose returns begin after others", "店铺售后晚于其他店铺开始"}},
	{"returns-shop-ends", {"a shop whose returns end before others", "店铺售后早于其他店铺中断"}},
	{"shipments-first-partial", {"the first period of the shipments is not whole", "发货首期不全"}},
	{"shipments-last-partial", {"the last period of the shipments is not whole", "发货末期不全"}},
	{"returns-first-partial", {"the first period of the returns is not whole", "售后首期不全"}},
	{"returns-last-partial", {"the last period of the returns is not whole", "售后末期不全"}},
	{"shipments-stray-dates", {"shipments with mistyped years", "发货年份异常"}},
	{"returns-stray-dates", {"returns with mistyped years", "售后年份异常"}},
	{"basis-applied-only", {"returns dated by application only", "售后只有申请日期"}},
	{"basis-mixed", {"returns dated in two ways", "售后日期口径混用"}},
	{"basis-cut-by-applied", {"returns cut off by the day of application", "售后按申请日导出，缺前一段"}},
	{"orphan-returns", {"returns without a shipment", "找不到发货的售后"}},
	{"ids-never-match", {"order numbers that never match", "两边订单号完全对不上"}},
	{"returns-without-id", {"returns without an order number", "没有订单号的售后"}},
	{"returned-before-shipped", {"returned before shipped", "退回早于发货"}},
	{"over-returned-lines", {"more returned than sent", "退回多于发出"}},
	{"rate-over-100", {"SKUs above 100%", "退货率超过 100% 的 SKU"}},
	{"sku-only-returned", {"SKUs that were never shipped", "只有售后没有发货的 SKU"}},
	{"returns-without-sku", {"returns without a SKU", "没有 SKU 的售后"}},
	{"sku-variants", {"SKUs written in several ways", "同一 SKU 的不同写法"}},
	{"sku-blanks", {"SKUs with blanks at an end", "首尾带空格的 SKU"}},
	{"non-products", {"postage and fees among the goods", "混进来的邮费、补差等"}},
	{"imputed-quantities", {"returns whose units are guessed", "件数为推定的售后"}},
	{"unclassified", {"returns without a cause", "未能归因的售后"}},
	{"shipments-pending", {"shipments not yet certain", "未完结的发货"}},
	{"returns-pending", {"returns under way", "处理中的售后"}},
	{"split-parents", {"split orders beside their parts", "拆分后仍在的原单"}},
	{"replacements-shipped", {"replacements among the shipments", "计入出库的换货、补发"}},
	{"free-lines", {"shipment lines without an amount", "零金额的发货行"}},
	{"other-types", {"tickets of a type not understood", "类型不明的售后"}},
	{"rejected-parcels", {"parcels refused at the door", "拒收"}},
	{"types-not-counted", {"tickets without goods coming back", "无实物退回的售后"}},
	{"shipments-currencies", {"shipments in several currencies", "发货有多种币种"}},
	{"returns-currencies", {"returns in several currencies", "售后有多种币种"}},
};

/* Why a row does not count; the types of tickets are reasons too. */
static const struct word skips[] = {
	{"total-row", {"total rows", "合计行"}},
	{"banner", {"banner", "说明行"}},
	{"blank-row", {"blank rows", "空行"}},
	{"header-row", {"header rows", "表头行"}},
	{"where", {"--where", "不符合 --where"}},
	{"not-a-sale", {"not a sale", "非销售出库"}},
	{"no-ship-date", {"no ship date", "无发货时间"}},
	{"qty-blank", {"qty blank", "数量为空"}},
	{"qty-zero", {"qty 0", "数量为 0"}},
	{"nothing-received", {"nothing received", "未收到货"}},
	{"qty-negative", {"qty negative", "数量为负"}},
	{"other-file", {"in another file", "另一文件已有"}},
	{"other-table", {"of the other table", "属于另一张表"}},
	{"not-goods", {"no goods", "非商品行"}},
	{"filtered", {"filtered", "不符合筛选条件"}},
	{"void", {"void", "已作废"}},
	{"pending", {"pending", "处理中"}},
	{"gift", {"gift", "赠品"}},
	{"done", {"done", "已完成"}},
	{"replacement", {"replacement", "换货补发订单"}},
	{"low-amount", {"low amount", "金额过低"}},
	{"excluded-line", {"excluded line", "对应发货行不计"}},
	{"other-quantity", {"other quantity", "数量口径不符"}},
	{"no-order-id", {"no order_id", "无订单号"}},
	{"no-amount", {"no amount", "无金额"}},
	{"other-reason", {"other reason", "原因不符"}},
	{"outside-window", {"outside the window", "不在统计窗口内"}},
	{"outside-validity", {"outside the validity", "不在指标有效期内"}},
	{"too-late", {"too late", "超过时限"}},
	{"after-as-of", {"after the as-of day", "晚于截止日"}},
	{"no-ordered-at", {"no ordered_at", "无下单时间"}},
	{"no-paid-at", {"no paid_at", "无付款时间"}},
	{"no-shipped-at", {"no shipped_at", "无发货时间"}},
	{"no-signed-at", {"no signed_at", "无签收时间"}},
	{"no-applied-at", {"no applied_at", "无申请时间"}},
	{"no-received-at", {"no received_at", "无收货时间"}},
	{"no-finished-at", {"no finished_at", "无完结时间"}},
	{"outside-days", {"outside the days", "不在所查日期内"}},
	{"split-order", {"split order", "被拆分的原单"}},
	{"not-returned", {"not returned", "没有对应退货"}},
	{"nothing-left", {"nothing left of their line", "所属发货行已退完"}},
};

static const struct word notes[] = {
	{"short-rows", {"short rows filled up", "缺列已补空"}},
	{"damaged-text", {"damaged texts kept", "乱码文字照留"}},
	{"turned-positive", {"negative qty made positive", "负数量已转正"}},
	{"parcel-numbers", {"tracking numbers in scientific notation left out", "科学计数法的运单号已略去"}},
	{"outer-blanks", {"SKUs with blanks at an end", "首尾带空格的 SKU"}},
	{"applied-quantity", {"applied quantity taken where no goods come back", "无实物退回而取申请数量"}},
	{"several-ids", {"ids with several numbers", "一格含多个单号"}},
	{"rounded-ids", {"ids rounded to 15 digits by a spreadsheet, which match nothing", "单号被表格软件截成 15 位，无法匹配"}},
	{"no-sku", {"sku left to ret-join", "SKU 待由发货行补上"}},
	{"order-day", {"ordered_at from the order number", "下单时间取自订单号"}},
	{"gifts", {"gifts", "赠品"}},
	{"zero-amount", {"0-amount lines", "零金额行"}},
	{"status-void", {"status void", "已作废"}},
	{"status-pending", {"status pending", "处理中"}},
	{"partly-sent", {"partly sent but counted in full", "部分发货，按整行计"}},
	{"converted-offsets", {"times converted to one UTC offset", "时间已换算到同一时区"}},
	{"mixed-offsets", {"times of mixed UTC offsets, each by its own clock", "同列时间混用多个时区，各按其原时区计日"}},
	{"dropped-offsets", {"times without their offset", "时间已去掉时区"}},
	{"unknown-type", {"type not understood", "类型无法识别"}},
	{"unknown-status", {"status not understood", "状态无法识别"}},
	{"unknown-order-type", {"order_type not understood", "订单类型无法识别"}},
	{"unknown-gift", {"gift not understood", "赠品标记无法识别"}},
	{"no-type", {"no type column, taken as returns", "无类型列，全按退货计"}},
	{"unknown-amount", {"amount not understood, left blank", "金额无法识别，按缺失处理"}},
	{"unclassified", {"unclassified", "未能分类"}},
	{"conflict", {"code and text that disagree", "代码与文字原因不一致"}},
	{"dated-received", {"dated by received_at", "日期取自收货时间"}},
	{"dated-finished", {"dated by finished_at", "日期取自完结时间"}},
	{"dated-applied", {"dated by applied_at", "日期取自申请时间"}},
	{"replacement-order", {"on replacement orders", "换货、补发单"}},
	{"by-line", {"matched by line id", "按子订单号匹配"}},
	{"by-order-sku", {"matched by order and SKU", "按订单号+SKU 匹配"}},
	{"by-order", {"matched by order", "按订单号匹配"}},
	{"unmatched", {"unmatched", "未匹配"}},
	{"qty-of-line", {"quantity of the line", "件数取自发货行"}},
	{"qty-imputed", {"quantity imputed", "件数推定"}},
	{"qty-capped", {"quantity reduced to what is left", "件数减至剩余可退"}},
};

/* Why a file is not read as an export; %1 is the file or the words of the system that the table holds beside the slug. */
static const struct word unread[] = {
	{"old-workbook", {"an old .xls workbook, or one with a password; read a workbook file with ret-import", "旧版 .xls 工作簿，或设有密码：工作簿请用 ret-import 读取"}},
	{"password", {"the workbook has a password; save it without one", "工作簿设有密码：请另存一份不带密码的"}},
	{"hidden-sheet", {"a hidden sheet; unhide it in the workbook if its rows count", "隐藏的工作表：若要计入，请在工作簿里取消隐藏"}},
	{"binary-workbook", {"a binary .xlsb workbook; save it as .xlsx", "二进制 .xlsb 工作簿：请另存为 .xlsx"}},
	{"open-document", {"an OpenDocument file; save it as .xlsx", "OpenDocument 文件：请另存为 .xlsx"}},
	{"workbook", {"an .xlsx workbook or zip archive; read a workbook file with ret-import, unzip an archive first", ".xlsx 工作簿或 zip 压缩包：工作簿请用 ret-import 读取，压缩包请先解压"}},
	{"archive", {"a zip archive; unzip it first", "zip 压缩包：请先解压"}},
	{"compressed", {"compressed; decompress it first", "压缩文件：请先解压"}},
	{"document", {"a picture or document, not a CSV file", "是图片或文档，不是数据表"}},
	{"web-page", {"a web page under another name; open it in a spreadsheet and save it as .xlsx or CSV UTF-8", "改了扩展名的网页：请用表格软件打开后另存为 .xlsx 或 CSV UTF-8"}},
	{"binary", {"binary data, not text; for UTF-16 text without a byte order mark use --encoding utf-16le", "二进制数据，不是文本；没有字节序标记的 UTF-16 文本请加 --encoding utf-16le"}},
	{"empty", {"empty: no header", "空文件：没有表头"}},
	{"neither", {"neither shipments nor returns; ret-import --as SIDE FILE says what it lacks", "认不出是发货还是售后：用 ret-import --as shipments（或 returns）加文件名，看缺什么列"}},
	{"folder", {"a folder; exports are read from the folder itself, not from folders in it", "文件夹：只读取导出文件夹本身，请把文件移上来"}},
	{"ending", {"not a .csv, .tsv, .txt, .xlsx or .xls file", "不是 .csv、.tsv、.txt、.xlsx 或 .xls 文件"}},
	{"name-controls", {"its name holds control characters", "文件名含控制字符"}},
	{"name-encoding", {"its name is not UTF-8; rename it", "文件名不是 UTF-8 编码：请改名"}},
	{"workbook-open", {"what a spreadsheet program keeps while a workbook is open; save and close the workbook", "表格软件打开工作簿时的临时文件：请保存并关闭该工作簿"}},
	{"special", {"neither a file nor a folder", "既不是文件也不是文件夹"}},
	{"unreadable", {"cannot be read: %1", "无法读取：%1"}},
	{"same-bytes", {"the same bytes as %1", "内容与 %1 完全相同"}},
	{"same-name", {"the same name as %1 but for the compression", "与 %1 同名，只是压缩方式不同"}},
	{"other", {"%1", "%1"}},
};

static const struct word undrawn[] = {
	{"no-rows", {"the table has no rows", "表中没有数据"}},
	{"no-rates", {"no period has a rate", "各期都没有退货率"}},
	{"no-returns", {"no returns", "没有退货"}},
	{"no-comparison", {"nothing could be compared with a year before", "没有可与去年同期比较的"}},
	{"all-flagged", {"every rate is missing or flagged", "退货率都缺失或被标注"}},
	{"fonts-noto-cjk", {"signs that no installed font has: install the package fonts-noto-cjk", "已装字体缺少图中的字：请安装 fonts-noto-cjk"}},
	{"fonts-noto-core", {"signs that no installed font has: install the package fonts-noto-core", "已装字体缺少图中的字：请安装 fonts-noto-core"}},
	{"fonts-noto-color-emoji", {"signs that no installed font has: install the package fonts-noto-color-emoji", "已装字体缺少图中的字：请安装 fonts-noto-color-emoji"}},
	{"fonts-wqy-microhei", {"signs that no installed font has: install the package fonts-wqy-microhei", "已装字体缺少图中的字：请安装 fonts-wqy-microhei"}},
};

static const struct word types[] = {
	{"return", {"return", "退货"}},
	{"exchange", {"exchange", "换货"}},
	{"refund_only", {"refund_only", "仅退款"}},
	{"pre_ship", {"pre_ship", "发货前退款"}},
	{"reject", {"reject", "拒收"}},
	{"reissue", {"reissue", "补发"}},
	{"repair", {"repair", "维修"}},
	{"price_adjust", {"price_adjust", "差价"}},
	{"other", {"other", "其他"}},
};

static const struct word statuses[] = {
	{"done", {"done", "已完成"}},
	{"pending", {"pending", "处理中"}},
	{"void", {"void", "已作废"}},
};

static const struct word quantities[] = {
	{"received", {"received", "实收"}},
	{"applied", {"applied", "申请"}},
	{"line", {"line", "按行"}},
	{"imputed", {"imputed", "推定"}},
};

static const struct word units[] = {
	{"qty", {"units", "件数"}},
	{"line", {"lines", "行数"}},
	{"order", {"orders", "订单数"}},
	{"amount", {"amounts", "金额"}},
};

/* Units after a number, with the blank between. Amounts have none in Chinese, because the currency is unknown. */
static const struct word measures[] = {
	{"qty", {" units", " 件"}},
	{"line", {" lines", " 行"}},
	{"order", {" orders", " 单"}},
	{"amount", {" amounts", ""}},
};

/* The event that a date column records. */
static const struct word dates[] = {
	{"ordered_at", {"ordered", "下单"}},
	{"paid_at", {"paid", "付款"}},
	{"shipped_at", {"shipped", "发货"}},
	{"signed_at", {"signed", "签收"}},
	{"applied_at", {"applied for", "申请"}},
	{"received_at", {"received", "收货"}},
	{"finished_at", {"finished", "完结"}},
};

/* The participle for a denominator by its date; "" stands for any date. */
static const struct word sales[] = {
	{"ordered_at", {"ordered", "下单"}},
	{"paid_at", {"paid", "付款"}},
	{"shipped_at", {"shipped", "出库"}},
	{"signed_at", {"signed", "签收"}},
	{"", {"sold", "售出"}},
};

/* The key by which a return was matched with its shipment line. */
/* In the order of enum join_how. */
static const struct word matches[] = {
	{"line", {"line", "子订单号"}},
	{"order_sku", {"order_sku", "订单号+SKU"}},
	{"order", {"order", "订单号"}},
	{"none", {"none", "未找到"}},
};

/* Oddities of a return and its shipment line. */
/* In the order of enum join_finding. */
static const struct word oddities[] = {
	{"orphan", {"orphan", "没有对应发货"}},
	{"line_unknown", {"line unknown", "不能确定是哪一行"}},
	{"one_to_many", {"one to many", "对应多行"}},
	{"over_returned", {"over returned", "退回多于发出"}},
	{"sku_differs", {"sku differs", "SKU 不一致"}},
	{"order_differs", {"order differs", "订单号不一致"}},
	{"returned_before_shipped", {"returned before shipped", "退回早于发货"}},
};

static const struct word sides[] = {
	{"shipments", {"shipments", "发货"}},
	{"returns", {"returns", "售后"}},
};

/* Platforms, by the names that dialects write into tables. */
static const struct word platforms[] = {
	{"淘宝", {"Taobao", "淘宝"}},
	{"天猫", {"Tmall", "天猫"}},
	{"京东", {"JD", "京东"}},
	{"拼多多", {"Pinduoduo", "拼多多"}},
	{"抖店", {"Douyin", "抖店"}},
	{"快手", {"Kuaishou", "快手"}},
	{"微信小店", {"Weixin Store", "微信小店"}},
	{"小红书", {"Xiaohongshu", "小红书"}},
	{"有赞", {"Youzan", "有赞"}},
	{"1688", {"1688", "1688"}},
	{"Amazon", {"Amazon", "亚马逊"}},
	{"Shopify", {"Shopify", "Shopify"}},
	{"WooCommerce", {"WooCommerce", "WooCommerce"}},
	{"TikTok Shop", {"TikTok Shop", "TikTok Shop"}},
	{"eBay", {"eBay", "eBay"}},
	{"Etsy", {"Etsy", "Etsy"}},
	{"Walmart", {"Walmart", "沃尔玛"}},
	{"Lazada", {"Lazada", "Lazada"}},
	{"Shopee", {"Shopee", "Shopee"}},
};

/* The plural of what a column holds; the Chinese word follows the measure word 个. */
static const struct word things[] = {
	{"sku", {"SKUs", " SKU "}},
	{"style", {"styles", "款式"}},
	{"product", {"products", "商品"}},
	{"category", {"categories", "品类"}},
	{"spec", {"specs", "规格"}},
	{"shop", {"shops", "店铺"}},
	{"platform", {"platforms", "平台"}},
	{"warehouse", {"warehouses", "仓库"}},
	{"carrier", {"carriers", "快递"}},
	{"agent", {"agents", "客服"}},
	{"batch", {"batches", "批次"}},
	{"combination", {"combinations", "组合"}},
	{"cause", {"causes", "原因"}},
	{"reason", {"reasons", "原因"}},
};

static const struct word months[] = {
	{"01", {"Jan", "1月"}},
	{"02", {"Feb", "2月"}},
	{"03", {"Mar", "3月"}},
	{"04", {"Apr", "4月"}},
	{"05", {"May", "5月"}},
	{"06", {"Jun", "6月"}},
	{"07", {"Jul", "7月"}},
	{"08", {"Aug", "8月"}},
	{"09", {"Sep", "9月"}},
	{"10", {"Oct", "10月"}},
	{"11", {"Nov", "11月"}},
	{"12", {"Dec", "12月"}},
};

/* clang-format on */

#define LIST(table) table, sizeof(table) / sizeof(*(table))

const struct word_list catalogue[WORD_KINDS] = {
	[WORD_VERDICT] = {LIST(verdicts)},   [WORD_FLAG] = {LIST(flags)},          [WORD_SEVERITY] = {LIST(severities)},
	[WORD_CAUSE] = {LIST(causes)},       [WORD_REASON] = {LIST(reasons)},      [WORD_CHECK] = {LIST(checks)},
	[WORD_SKIP] = {LIST(skips)},         [WORD_NOTE] = {LIST(notes)},          [WORD_TYPE] = {LIST(types)},
	[WORD_STATUS] = {LIST(statuses)},    [WORD_QUANTITY] = {LIST(quantities)}, [WORD_UNIT] = {LIST(units)},
	[WORD_MEASURE] = {LIST(measures)},   [WORD_DATE] = {LIST(dates)},          [WORD_SOLD] = {LIST(sales)},
	[WORD_MATCH] = {LIST(matches)},      [WORD_ODDITY] = {LIST(oddities)},     [WORD_SIDE] = {LIST(sides)},
	[WORD_PLATFORM] = {LIST(platforms)}, [WORD_THING] = {LIST(things)},        [WORD_MONTH] = {LIST(months)},
	[WORD_UNREAD] = {LIST(unread)},      [WORD_UNDRAWN] = {LIST(undrawn)},
};
