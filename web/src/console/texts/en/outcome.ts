import type { outcome as vi } from '../vi/outcome.ts';

const spanOf = (minutes: number): string => {
  const [count, unit] =
    minutes >= 1_440 ? [Math.round(minutes / 1_440), 'day'] : minutes >= 60 ? [Math.round(minutes / 60), 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

export const outcome: typeof vi = {
  question: 'How did the call end?',
  calledAt: (time) => `Called at ${time}`,
  others: (count) => `${count} other outcomes`,
  callAgain: 'Call again',
  tomorrow: 'tomorrow',
  ownTime: 'Another time',
  note: 'Note (optional)',
  later: 'Later',
  saveAndNext: 'Save & next',
  noted: (name) => `Noted: ${name}`,
  nextAt: (moment) => `call again ${moment}`,
  callsAt: (moment) => `Agreed with the person: ${moment}.`,
  follows: (follows) => {
    switch (follows.is) {
      case 'again':
        return `Reminder after ${spanOf(follows.afterMinutes ?? 0)}, within working hours.`;
      case 'recall':
        return 'The lead goes to somebody else.';
      case 'recycle':
        return 'The lead goes back to marketing.';
      case 'retire':
        return 'The lead is put away, and nobody calls it.';
      case 'disqualify':
        return 'The lead is taken off your list.';
      default:
        return 'Nothing follows.';
    }
  },
  notUndone: 'This was not taken back. Try again on the page of the lead.',
  keptHere: 'Not saved, because there is no network. All of it is still here: press save again.',
  noNumber: 'This lead has no phone number yet.',
  noNetwork: 'There is no network, so no call was made. Try again.',
  notTheirs: 'This lead is not yours any more, or the offer has ended.',
};
