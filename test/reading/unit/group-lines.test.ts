import { describe, expect, it } from '@jest/globals';
import type { EntryView } from '../../../api/leads/timeline-view.ts';
import { groupLines, type LineKey, type ToldLine } from '../../../shared/reading/group-lines.ts';

const noWords = { visit: () => 'a visit', mail: () => [] };
const moment = (minute: number) => `2026-11-23T02:${String(minute).padStart(2, '0')}:00.000Z`;

function line(id: string, type: string, minute: number, key?: LineKey, isEmpty = false): ToldLine {
  const actor = { kind: 'rep' as const, id: `actor-of-${id}` };
  const view: EntryView = { id, type, at: moment(minute), actor, leadVersion: 1, summary: `says ${id}`, data: {} };
  return { view, place: view, key: key ?? { of: 'change', at: view.at }, isEmpty };
}

describe('the groups of a history', () => {
  it('tells what one change wrote by what brought it about, and the rest beside it', () => {
    const groups = groupLines([line('3', 'lead.stage_changed', 5), line('2', 'task.done', 5), line('1', 'call.logged', 5)], noWords);

    expect(groups).toEqual([
      {
        id: `change:${moment(5)}`,
        kind: 'call',
        at: moment(5),
        since: moment(5),
        actor: { kind: 'rep', id: 'actor-of-1' },
        summary: 'says 1',
        details: ['says 2', 'says 3'],
        entryIds: ['3', '2', '1'],
      },
    ]);
  });

  it('leaves out a line that says nothing beside others, and keeps its entry', () => {
    const [group] = groupLines([line('2', 'purchase.recorded', 5), line('1', 'submission.linked', 5, undefined, true)], noWords);

    expect(group).toMatchObject({ kind: 'sale', summary: 'says 2', details: [], entryIds: ['2', '1'] });
  });

  it('tells a line that says nothing where there is no other', () => {
    const [group] = groupLines([line('1', 'submission.linked', 5, undefined, true)], noWords);

    expect(group).toMatchObject({ kind: 'post', summary: 'says 1', entryIds: ['1'] });
  });

  it('folds a visit where it ended, whatever happened in between', () => {
    const visit: LineKey = { of: 'visit', visit: 'device:visit-1' };
    const lines = [line('4', 'visit.page_leave', 9, visit), line('3', 'call.logged', 7), line('2', 'visit.page_view', 5, visit)];

    const groups = groupLines(lines, { ...noWords, visit: (ids) => `from ${ids.join(' to ')}` });

    expect(groups.map(({ id, kind, summary, since, entryIds }) => ({ id, kind, summary, since, entryIds }))).toEqual([
      { id: 'visit:device:visit-1', kind: 'visit', summary: 'from 2 to 4', since: moment(5), entryIds: ['4', '2'] },
      { id: `change:${moment(7)}`, kind: 'call', summary: 'says 3', since: moment(7), entryIds: ['3'] },
    ]);
  });

  it('tells what became of a mail with its sending, and names no mail in its id', () => {
    const key: LineKey = { of: 'mail', mailId: 'welcome-post-9DtsDa80' };

    const [group] = groupLines([line('2', 'mail.bounced', 9, key), line('1', 'mail.sent', 5, key)], {
      ...noWords,
      mail: (id) => [`opened ${id}`],
    });

    expect(group).toMatchObject({ id: 'mail:1', kind: 'mail', summary: 'says 1', details: ['says 2', 'opened welcome-post-9DtsDa80'] });
  });

  it('tells once a month what a rep is told each morning, and what was otherwise on one of them', () => {
    const key: LineKey = { of: 'overdue', month: '2026-11' };
    const morning = (id: string, minute: number, summary: string): ToldLine => {
      const told = line(id, 'mail.sent', minute, key);
      return { ...told, view: { ...told.view, summary } };
    };

    const [group, ...others] = groupLines(
      [morning('4', 9, 'told'), line('3', 'call.logged', 8), morning('2', 7, 'not told'), morning('1', 5, 'told')],
      noWords,
    );

    expect(group).toMatchObject({ id: 'overdue:2026-11', kind: 'mail', summary: 'told', details: ['not told'], entryIds: ['4', '2', '1'] });
    expect([group?.since, group?.at]).toEqual([moment(5), moment(9)]);
    expect(others).toMatchObject([{ kind: 'call' }]);
  });

  it('has a kind for events that it does not know', () => {
    expect(groupLines([line('1', 'segment.entered', 5)], noWords)).toMatchObject([{ kind: 'change' }]);
  });
});
