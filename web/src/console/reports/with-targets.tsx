import type { ComponentChildren } from 'preact';
import type { ReportView } from '../../../../api/reports/report-view.ts';
import type { TargetListView } from '../../../../api/targets/target-view.ts';
import { useApp, useAsk } from '../app/index.ts';
import { monthOf } from './goals.ts';
import { dayBehind, type Period } from './period.ts';
import { listTargets } from './routes.ts';

interface WithTargetsProps {
  readonly name: string;
  readonly report: Pick<ReportView, 'by'>;
  readonly period: Period;
  readonly children: (targets: TargetListView | null) => ComponentChildren;
}

/** Reads what is to be reached in a month where a report shows it; null until that is there. A report is whole without it, so that a failure is none of it. */
export function WithTargets({ name, report: { by }, period, children }: WithTargetsProps) {
  const { me } = useApp();
  const isRead = 'target.read' in me.rights;
  const month =
    name === 'forecast' && by === 'closeMonth'
      ? dayBehind(period.to, -1).slice(0, 'yyyy-mm'.length)
      : name === 'reps' && (by === 'rep' || by === 'pool')
        ? monthOf(period)
        : null;
  return isRead && month !== null ? <Asking month={month}>{children}</Asking> : children(null);
}

function Asking({ month, children }: Pick<WithTargetsProps, 'children'> & { readonly month: string }) {
  const { language } = useApp();
  const { asked } = useAsk(listTargets, { query: { month, lang: language } });
  return <>{children(asked.is === 'there' ? asked.body : null)}</>;
}
