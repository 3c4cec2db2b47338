import { followConversionsWork } from '../../../shared/conversions/follow-work.ts';
import { asksForConversions, parseConversion } from '../../../shared/conversions/index.ts';
import { noteConversionsWork } from '../../../shared/conversions/note-work.ts';
import { tellConversionsWork } from '../../../shared/conversions/tell-work.ts';
import { parseTimelineEntries } from '../../../shared/leads/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { connectingOf } from '../../support/connectors.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { platformsOf } from '../../support/platforms.ts';

export const conversionWork = [noteConversionsWork, tellConversionsWork, followConversionsWork];

export const consentVersion = 'quang-cao-2027';
export const metaConnector = {
  id: 'fb',
  type: 'meta',
  isApproved: true,
  hasTrackingConsent: true,
  consentVersion,
  settings: { pageId: '15' },
  conversions: {
    account: '1234567890123456',
    stages: { lead: 'Lead', mql: 'MQL', sql: 'SQL', customer: 'Customer' },
    consentVersions: [consentVersion],
  },
} as const;
export const googleConnector = {
  id: 'google',
  type: 'google-ads',
  isApproved: true,
  hasTrackingConsent: true,
  consentVersion,
  conversions: {
    account: '1112223334',
    clientId: 'client.apps.googleusercontent.com',
    stages: { lead: '101', sql: '103', customer: '105' },
    consentVersions: [consentVersion],
  },
} as const;

/** A world in which platforms bring people and are told what became of them. */
export function tellingWorld(...connectors: readonly object[]) {
  const world = createWorld();
  const connecting = connectingOf(world, ...(connectors as never[]));
  for (const name of [
    'fb/app-secret',
    'fb/verify-token',
    'fb/page-token',
    'fb/conversions-token',
    'google/oauth-secret',
    'google/refresh-token',
  ])
    connecting.secrets.set(name, `played-${name}`);
  const platforms = platformsOf(world, connecting, conversionWork);
  const seen = new Set<string>();
  const admin = asksAs(world, 'admin@example.com');
  let posted = 0;

  /** Has asked what each new entry of a history asks for, as the stream does. */
  async function publish(): Promise<void> {
    for (const item of world.itemsOf(' TIMELINE#')) {
      for (const entry of parseTimelineEntries(item)) {
        const name = `${item.pk} ${entry.at} ${entry.place} ${entry.type}`;
        if (seen.has(name)) continue;
        seen.add(name);
        connecting.wait([...(await asksForConversions(entry, world.config))]);
      }
    }
  }

  async function settle(): Promise<void> {
    await platforms.settle();
    await publish();
    await platforms.settle();
  }

  return {
    world,
    connecting,
    platforms,
    publish,
    settle,
    admin,
    /** Somebody fills a form of Meta in. */
    async byMeta(id: string, phone = '0912345678'): Promise<void> {
      const lead = { id, formId: '2', pageId: '15', answers: { full_name: ['Nguyễn Thị Hường'], phone_number: [phone] } };
      platforms.graph.add(lead);
      const body = platforms.metaPost(lead);
      await connecting.post('fb', body, platforms.signedByMeta(body, 'played-fb/app-secret'));
      await settle();
    },
    /** Somebody fills a form of Google Ads in, behind a click. */
    async byGoogle(gclid: string, phone = '0912345678'): Promise<void> {
      posted += 1;
      const columns = [
        { column_id: 'FULL_NAME', string_value: 'Trần Văn Bình' },
        { column_id: 'PHONE_NUMBER', string_value: phone },
      ];
      const body = {
        lead_id: `g${posted}`,
        user_column_data: columns,
        form_id: 1,
        gcl_id: gclid,
        google_key: connecting.tokenFor('google'),
      };
      await connecting.post('google', body, { query: {} });
      await settle();
    },
    async stage(stage: string, number = 0): Promise<void> {
      const leadId = String(world.leads()[number]?.leadId);
      const { status } = await admin('POST /v1/leads/{leadId}/stage', { path: { leadId }, body: { stage, reason: 'spoke' } });
      if (status >= 300) throw new Error(`the stage is not changed: ${status}`);
      await settle();
    },
    /** Passes time, and does what is due by then. */
    async pass(ms: number): Promise<void> {
      world.pass(ms);
      for (const item of world.itemsOf('DUE#')) {
        const timer = Timer.safeParse(item).data;
        if (timer && timer.groupId === tellConversionsWork.kind && new Date(timer.dueAt) <= world.parts.clock())
          connecting.wait([{ body: timer.message }]);
      }
      await settle();
    },
    conversions: () => world.itemsOf(' CONVERSION#').map(parseConversion),
    states: () =>
      Object.fromEntries(
        world
          .itemsOf(' CONVERSION#')
          .map(parseConversion)
          .map(({ stage, state, reason }) => [stage, reason === null ? state : `${state} ${reason}`]),
      ),
  };
}
