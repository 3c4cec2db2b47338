import { TextView } from '../../../../api/texts/text-view.ts';
import { changeBy, type Repeatable, toldOf, withLead } from './ask.ts';

/** A text is noted: a person may be written to twice. */
async function recordText(): Promise<Repeatable> {
  const { world, lead } = await withLead({ phone: '0912 345 678' });
  return { world, isNewEachTime: true, ask: noting(world, lead.leadId), made: toldOf(world, 'text.sent') };
}

/** A text that was noted by mistake is taken back. */
async function undoText(): Promise<Repeatable> {
  const { world, lead } = await withLead({ phone: '0912 345 678' });
  const { leadId } = lead;
  const { body } = await noting(world, leadId)();
  const { textId } = TextView.parse(JSON.parse(body));
  return {
    world,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}/texts/{textId}', (isOther) => ({ path: { leadId, textId: isOther ? 'X2' : textId } })),
    made: toldOf(world, 'text.undone'),
  };
}

const noting = (world: Repeatable['world'], leadId: string) =>
  changeBy(world, 'POST /v1/leads/{leadId}/texts', (isOther) => ({
    path: { leadId },
    body: { script: 'goi-nho', text: isOther ? 'Em gọi lại sau' : 'Em vừa gọi' },
  }));

/** Texts by SMS and Zalo. */
export const textRoutes = {
  'POST /v1/leads/{leadId}/texts': recordText,
  'DELETE /v1/leads/{leadId}/texts/{textId}': undoText,
} as const;
