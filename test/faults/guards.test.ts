import { describe, expect, it } from '@jest/globals';
import { type Alarm, ring } from './guards/alarm.ts';
import { assignmentAlarms } from './guards/assignment.ts';
import { digestAlarms } from './guards/digests.ts';
import { engagementAlarms } from './guards/engagement.ts';
import { erasingAlarms } from './guards/erasing.ts';
import { eventAlarms } from './guards/events.ts';
import { firmAlarms } from './guards/firms.ts';
import { mailAlarms } from './guards/mails.ts';
import { mergingAlarms } from './guards/merging.ts';
import { nurtureAlarms } from './guards/nurture.ts';
import { peopleAlarms } from './guards/people.ts';
import { preferenceAlarms } from './guards/preferences.ts';
import { proposalAlarms } from './guards/proposals.ts';
import { purchaseAlarms } from './guards/purchases.ts';
import { segmentAlarms } from './guards/segments.ts';
import { sequenceAlarms } from './guards/sequences.ts';
import { submissionAlarms } from './guards/submissions.ts';

const alarms: readonly Alarm[] = [
  ...submissionAlarms,
  ...peopleAlarms,
  ...firmAlarms,
  ...mergingAlarms,
  ...proposalAlarms,
  ...purchaseAlarms,
  ...assignmentAlarms,
  ...mailAlarms,
  ...preferenceAlarms,
  ...nurtureAlarms,
  ...digestAlarms,
  ...eventAlarms,
  ...engagementAlarms,
  ...segmentAlarms,
  ...sequenceAlarms,
  ...erasingAlarms,
];

describe('each invariant is noticed when its guard is gone', () => {
  it.each(alarms)('invariant $invariant: $guard', async (alarm) => {
    const { withGuard, withoutGuard } = await ring(alarm);

    expect(withGuard).toEqual([]);
    expect(withoutGuard).not.toEqual([]);
  });
});
