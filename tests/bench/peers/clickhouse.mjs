// clickhouse.mjs QUESTION DIR OUT: a question of the benchmark asked of ClickHouse (npm chdb), its answer as CSV in OUT.
import { query } from 'chdb';
import { rmSync } from 'node:fs';

const typed = { qty: 'Int64', amount: 'Decimal(18, 4)', shipped_at: 'DateTime(\\\'UTC\\\')', received_at: 'DateTime(\\\'UTC\\\')' };
const [question, dir, out] = process.argv.slice(2);

function table(name, columns) {
	const pairs = columns.split(' ').map((column) => `${column} ${typed[column] ?? 'String'}`);
	return `file('${dir}/${name}.csv', 'CSVWithNames', '${pairs.join(', ')}')`;
}
const shipped = 'shop order_id line_id sku qty amount ordered_at shipped_at order_type status gift carrier';
const classified = 'shop return_id order_id line_id sku qty amount type status reason1 note applied_at received_at carrier ' +
	'cause reason rule conflict';
const questions = {
	version: 'select version()',
	tally: `
		select concat(toString(intDiv(m, 100)), '-', leftPad(toString(m % 100), 2, '0')) as period, * except m from (
			select toYYYYMM(shipped_at) as m, sku, '' as cause, '' as reason, sum(qty) as shipped, toInt64(0) as returned,
				sum(amount) as shipped_amount, toDecimal128(0, 4) as returned_amount,
				toInt64(count()) as shipped_lines, toInt64(0) as returned_lines,
				sum(qty * qty) as shipped_sq, toInt64(0) as returned_sq,
				toDate(min(shipped_at)) as first, toDate(max(shipped_at)) as last
			from ${table('shipments', shipped)} where status = 'done' and gift != '1' group by m, sku
			union all
			select toYYYYMM(received_at) as m, sku, cause, reason, 0, sum(qty), toDecimal128(0, 4), sum(amount), 0,
				toInt64(count()), 0, sum(qty * qty), toDate(min(received_at)), toDate(max(received_at))
			from ${table('returns-classified', classified)} where status = 'done' and type in ('return', 'exchange')
			group by m, sku, cause, reason)
		order by 1, 2, 3, 4`,
};
rmSync(out, { force: true });
query(`${questions[question]} into outfile '${out}' format ${question === 'version' ? 'TSV' : 'CSVWithNames'}`, 'CSV');
