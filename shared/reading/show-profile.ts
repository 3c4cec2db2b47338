import type { ProfileView } from '../../api/profiles/profile-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { formKind } from '../capture/form-config.ts';
import { clickIdsIn, readSubmissionAndOutcome, type Submission } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { kindOf } from '../identity/index.ts';
import { type Lead, readLastPost, type Touch } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import { choicesIn, type Profile, readProfile, type Said, type ValueField, valuesOf } from '../profiles/index.ts';
import { withForm } from './posts.ts';

/** Shows what is known of a person beside who they are. What people type themselves may tell how to reach them. */
export async function showProfile(
  lead: Lead,
  principal: Principal,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<ProfileView> {
  const contact = seesContactDetails(principal);
  const [profile, forms, touches] = await Promise.all([
    readProfile(table, lead),
    config.current(formKind),
    contact ? touchesOf(lead, table) : null,
  ]);
  const wordOf = ({ at, source, verified }: Said) => ({ at, by: contact ? source : null, verified });
  const one = <Value>(field: ValueField, read: (value: string) => Value | undefined) => {
    const [said] = valuesOf(profile, field);
    const value = said && read(said.value);
    return said && value !== undefined ? { value, ...wordOf(said) } : null;
  };
  const list = (said: readonly Said[]) => (contact ? said.map((each) => ({ value: each.value, ...wordOf(each) })) : null);
  const stated = one('customerKind', choicesIn('customerKind'));
  return {
    leadId: lead.leadId,
    // Whoever posts a survey under a guessed number would read from it which lead has the number.
    version: contact ? profile.version : null,
    customerKind: { value: stated?.value ?? kindOf(lead), stated: stated !== null },
    origin: lead.source.origin,
    touches,
    gender: one('gender', choicesIn('gender')),
    ageBand: one('ageBand', choicesIn('ageBand')),
    incomeBand: contact ? one('incomeBand', (value) => value) : null,
    readiness: one('readiness', choicesIn('readiness')),
    satisfaction: one('satisfaction', (value) => (choicesIn('satisfaction')(value) === undefined ? undefined : Number(value))),
    address: contact ? one('address', (value) => value) : null,
    needs: list(valuesOf(profile, 'needs')),
    interests: list(valuesOf(profile, 'interests')),
    buyingHabits: list(valuesOf(profile, 'buyingHabits')),
    feedback: list(profile.feedback),
    opinions: contact ? opinionsOf(profile) : null,
  };

  function opinionsOf({ opinions }: Profile): ProfileView['opinions'] {
    return opinions.map((opinion) => {
      const [formId = '', name] = opinion.question.split('.');
      const label = forms.documents.get(formId)?.fields.find((field) => field.name === name)?.label ?? null;
      return { question: opinion.question, label, answer: opinion.value, ...wordOf(opinion) };
    });
  }
}

/** The first post and the latest one; their addresses lie in the posts, where nothing was cut off. */
async function touchesOf(lead: Lead, table: Table): Promise<NonNullable<ProfileView['touches']>> {
  const first = lead.source.first;
  const last = (await readLastPost(table, lead)) ?? first;
  const [ofFirst, ofLast] = await Promise.all(
    [first, last].map(async (touch) => (await readSubmissionAndOutcome(table, touch)).submission),
  );
  return { first: touchOf(first, ofFirst, lead), last: touchOf(last, ofLast, lead) };
}

function touchOf(touch: Touch, submission: Submission | undefined, { consent }: Lead): NonNullable<ProfileView['touches']>['first'] {
  const agreed = submission?.consent.some(({ purpose, granted }) => purpose === 'tracking' && granted) && consent.tracking?.granted;
  const { at, pageUrl, utm } = touch;
  const { channel, sourceId, formId } = withForm(touch);
  return { channel, sourceId, formId, at, pageUrl, utm, clickIds: submission && agreed ? clickIdsOf(submission) : {} };
}

/** As a page had them in its address, or as the platform itself told them. */
function clickIdsOf({ context, delivered }: Submission): Record<string, string> {
  return { ...clickIdsIn(context.pageUrl), ...delivered?.clickIds };
}
