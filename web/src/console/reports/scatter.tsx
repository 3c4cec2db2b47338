import { Link } from 'wouter-preact';
import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';
import { scatterColumns, scatterPoints } from './scatter-points.ts';

const [width, height, edge] = [320, 170, 22];
const most = 12;
/** Radii, so that the areas of circles are as the spend. */
const [largestRadius, leastRadius] = [16, 7];

/** What leads of each row cost, and how many needs of theirs are won; the size of a circle is what was spent. The list under it has every number. */
export function Scatter({ report, hrefOf }: Pick<FigureProps, 'report' | 'hrefOf'>) {
  const writing = useWriting();
  const { scatter: words } = writing.words;
  const places = scatterColumns(report);
  const points = scatterPoints(report).slice(0, most);
  if (places === null || points.length < 2) return null;
  const currency = report.columns[places.cost]?.currency ?? null;
  const money = (value: number): string => valueText(value, { unit: 'money', currency }, { ...writing, isShort: true });
  const percent = (value: number): string => valueText(value, { unit: 'share', currency: null }, writing);
  const [mostCost, mostShare] = [Math.max(...points.map(({ cost }) => cost)), Math.max(0.01, ...points.map(({ share }) => share))];
  const mostSpend = Math.max(...points.map(({ spend }) => spend));
  const x = (cost: number): number => edge + (cost / mostCost) * (width - 2 * edge);
  const y = (share: number): number => height - edge - (share / mostShare) * (height - 2 * edge);
  const leftOut = report.rows.length - points.length;
  return (
    <div class={styles.scatter}>
      <p class={styles.soft}>
        <strong>{words.title}</strong>. {words.how}
      </p>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.title}>
        <path class={styles.zero} d={`M${edge / 2} ${edge / 2}V${height - edge / 2}H${width - edge / 2}`} />
        {points.map(({ row, cost, share, spend, isOpen }, place) => (
          <g key={row.key}>
            <circle data-open={isOpen} cx={x(cost)} cy={y(share)} r={Math.max(leastRadius, largestRadius * Math.sqrt(spend / mostSpend))} />
            <text x={x(cost)} y={y(share)} data-open={isOpen}>
              {place + 1}
            </text>
          </g>
        ))}
      </svg>
      <ol class={styles.points}>
        {points.map(({ row, cost, share, spend }) => (
          <li key={row.key}>
            <Link href={hrefOf(row.key, 'winRate')}>{row.label}</Link>{' '}
            <span class={styles.soft}>{words.of(money(cost), percent(share), money(spend))}</span>
          </li>
        ))}
      </ol>
      {leftOut > 0 ? <p class={styles.soft}>{words.leftOut(leftOut)}</p> : null}
    </div>
  );
}
