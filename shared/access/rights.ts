import type {
  Action,
  LeadAction,
  OpportunityAction,
  PlainAction,
  PoolAction,
  PostAction,
  RepAction,
  Role,
  Scope,
  UserAction,
} from '../../api/actions.ts';
import type { ConfigKind } from '../config/kind.ts';
import { type Lead, poolOf } from '../leads/record.ts';
import { assertNever } from '../platform/errors.ts';
import type { PoolId, RepId, SubjectId } from '../platform/ids.ts';
import type { Principal } from './principal.ts';

/** Invariant 8: who may do what, and with which leads. Nothing else decides it. */
const scopes: Readonly<
  Record<LeadAction | OpportunityAction, Readonly<Record<Role, Scope>>> &
    Record<PostAction, Readonly<Record<Role, 'all' | 'region' | 'none'>>> &
    Record<RepAction, Readonly<Record<Role, 'all' | 'pool' | 'own' | 'none'>>> &
    Record<UserAction, Readonly<Record<Role, 'all' | 'own' | 'none'>>> &
    Record<PoolAction, Readonly<Record<Role, 'all' | 'pool' | 'none'>>> &
    Record<PlainAction, Readonly<Record<Role, 'all' | 'none'>>>
> = {
  'lead.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'all', rep: 'own' },
  // Marketers work with what a lead is like, not with how to reach it.
  'lead.contact': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever is to call asks for the number, and nobody for them.
  'lead.reveal': { admin: 'none', manager: 'none', leader: 'none', marketer: 'none', rep: 'own' },
  // Whoever works with a person may put right what is believed of them.
  'lead.correct': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Marketing keeps campaigns apart by tags; they hold no contact detail.
  'lead.tag': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'all', rep: 'own' },
  // What was heard of a person may say how to reach them.
  'lead.note': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever works with the person writes to them, and the answer comes to whoever wrote.
  'lead.write': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever calls the person hears what is true.
  'lead.decideProposal': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever may change both; what two teams have of a person is for who answers for the lead.
  'lead.merge': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // All that is known of a person leaves the company with it: for whoever answers for the leads of a region.
  'lead.export': { admin: 'all', manager: 'region', leader: 'none', marketer: 'none', rep: 'none' },
  // What nobody can take back is for whoever answers for it before the law.
  'lead.erase': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  // Whoever has the lead knows how far it is, and whether anybody works with it; marketing's word is the rules.
  'lead.move': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever plans the work of others; reps where their pool lets them pass on what is theirs.
  'lead.give': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  'lead.release': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever talks to the person hears what else they need.
  'opportunity.open': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Of two teams that work with a person each knows its own sale.
  'opportunity.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  'opportunity.change': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever it was offered to says whether they take it, and nobody for them.
  'lead.accept': { admin: 'none', manager: 'none', leader: 'none', marketer: 'none', rep: 'own' },
  'opportunity.give': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  'opportunity.release': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever works with the person calls them.
  'call.log': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever answers for the lead; whoever has it now would decide about another rep's word.
  'lateAct.decide': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'none' },
  // Titles and notes are about how to reach a person, and whoever works with the person decides what is to be done.
  'task.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  'task.change': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Whoever works with the person hears of the sale; marketing reads what came of it.
  'purchase.record': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // Money that was told is taken back by whoever answers for the figures, and not by whose sale it is.
  'purchase.void': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'none' },
  // Whoever plans what leads are to get; what begins for a list would else begin by who works with the lead.
  'segment.keep': { admin: 'all', manager: 'region', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever works with the person, and marketing, which writes the steps; what goes out is for the gate to decide.
  'sequence.enrol': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'all', rep: 'own' },
  // Who is there is for themselves to say, and for whoever plans their day.
  'duty.switch': { admin: 'all', manager: 'none', leader: 'pool', marketer: 'none', rep: 'own' },
  // As with pools: of a rep what they may give one by one.
  'rep.handOver': { admin: 'all', manager: 'all', leader: 'pool', marketer: 'none', rep: 'none' },
  // Whose mailboxes are under one domain would tell of an address.
  'company.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  'company.change': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'own' },
  // As with leads; a rep would take the customers of others to come.
  'company.give': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'none', rep: 'none' },
  'submission.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'all', rep: 'own' },
  // Each of what they answer for, and marketing of what campaigns bring.
  'report.read': { admin: 'all', manager: 'region', leader: 'pool', marketer: 'all', rep: 'own' },
  // Whoever it would go to decides nothing: a leader would choose what their own pool gets.
  'quarantine.read': { admin: 'all', manager: 'region', leader: 'none', marketer: 'none', rep: 'none' },
  'quarantine.decide': { admin: 'all', manager: 'region', leader: 'none', marketer: 'none', rep: 'none' },
  // Who writes the rules of the business, and tries them; the company's own figures come with it, no lead's contact details.
  'config.read': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  'config.publish': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  'config.administer': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  // Whose turn it is decides what reps earn: they, and who leads them, can see for themselves.
  'pool.ledger': { admin: 'all', manager: 'none', leader: 'pool', marketer: 'none', rep: 'pool' },
  // Without name and number: whoever takes one sees them.
  'pool.floating': { admin: 'all', manager: 'none', leader: 'pool', marketer: 'none', rep: 'pool' },
  // Of those pools what they may give one by one: a manager what is of their regions.
  'pool.split': { admin: 'all', manager: 'all', leader: 'pool', marketer: 'none', rep: 'none' },
  'pool.take': { admin: 'none', manager: 'none', leader: 'none', marketer: 'none', rep: 'pool' },
  // Whoever plans the day of a team; reps switch for themselves.
  'pool.duty': { admin: 'all', manager: 'none', leader: 'pool', marketer: 'none', rep: 'none' },
  // Whoever says what a team works on.
  'view.share': { admin: 'all', manager: 'none', leader: 'pool', marketer: 'none', rep: 'none' },
  // Who writes the rules sees what they do.
  'routing.try': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  'scoring.backtest': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever plans what leads are to get; of a draft a manager of regions is told of their own alone.
  'segment.count': { admin: 'all', manager: 'all', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever works with people of firms.
  'company.make': { admin: 'all', manager: 'all', leader: 'all', marketer: 'none', rep: 'all' },
  // Whoever meets people types them in; what becomes of it is told to those who see contact details.
  'lead.enter': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
  // Reps alone lose leads to others; whether they had it is looked up.
  'lateAct.keep': { admin: 'none', manager: 'none', leader: 'none', marketer: 'none', rep: 'all' },
  // Whoever would call somebody asks first whose they are; to a marketer the answer would tell whether a number is known.
  'lead.check': { admin: 'all', manager: 'all', leader: 'all', marketer: 'none', rep: 'all' },
  // Whoever collects people at fairs and by campaigns; who sells types them in. What becomes of a row tells no contact detail.
  'lead.import': { admin: 'all', manager: 'all', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever plans or answers for the work of others, of what they see and as they see it; a rep who leaves would take the list along.
  'list.export': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'none' },
  // Whoever connects a shop; others record orders of people whom they may see.
  'purchase.import': { admin: 'all', manager: 'all', leader: 'none', marketer: 'none', rep: 'none' },
  // Whoever plans the work of others, and nobody for themselves; of managers of regions shared/targets says whose numbers they see as a whole.
  'target.setForRep': { admin: 'all', manager: 'all', leader: 'pool', marketer: 'none', rep: 'none' },
  'target.setForPool': { admin: 'all', manager: 'all', leader: 'pool', marketer: 'none', rep: 'none' },
  // Of each the own, and of those whom they lead.
  'target.read': { admin: 'all', manager: 'all', leader: 'all', marketer: 'none', rep: 'all' },
  // Whoever pays for advertising; it is spent for no region, so that a manager of one could not set it against their leads.
  'spend.keep': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever writes mails; people of all regions are counted together.
  'experiment.read': { admin: 'all', manager: 'none', leader: 'none', marketer: 'all', rep: 'none' },
  // Whoever says where ids of leads go could read who they are.
  'registration.read': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
  // Whoever stands at the door.
  'registration.checkIn': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
  'mail.watch': { admin: 'all', manager: 'all', leader: 'none', marketer: 'all', rep: 'none' },
  'mail.resume': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  'webhooks.keep': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  'rights.keep': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  'erasure.read': { admin: 'all', manager: 'none', leader: 'none', marketer: 'none', rep: 'none' },
  // A view holds filters and no lead: it shows whoever opens it what they may see.
  'view.keep': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
  // Whoever signs in is told what there is for them.
  'me.read': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
  // Whoever loses a phone must be able to say so.
  'session.end': { admin: 'all', manager: 'own', leader: 'own', marketer: 'own', rep: 'own' },
  // How somebody is reached is for themselves to say.
  'notices.choose': { admin: 'all', manager: 'all', leader: 'all', marketer: 'all', rep: 'all' },
};

/**
 * What is about the lead as a whole, so that whoever has only another need of the person leaves it to whoever has the lead: they would take it from
 * another team. What somebody hears of a person is true whoever hears it, and is none of these.
 */
const ofLeadItself: ReadonlySet<Action> = new Set<LeadAction>(['lead.merge', 'lead.move', 'lead.give', 'lead.release', 'purchase.void']);

/** The parts of a lead that decide in whose scope it is. */
export type LeadInScope = Pick<Lead, 'owner' | 'region' | 'routing'>;

/** Tells of which leads the caller may do something. */
export function scopeOf({ role }: Principal, action: Action): Scope {
  return scopes[action][role];
}

/** Tells whether the caller may do something at all: with some lead, or where it is about none. */
export function mayAtAll(principal: Principal, action: Action): boolean {
  return scopeOf(principal, action) !== 'none';
}

export function may(principal: Principal, action: PlainAction): boolean;
export function may(principal: Principal, action: LeadAction, lead: LeadInScope, subjects: readonly SubjectId[]): boolean;
/**
 * Tells whether the caller may do something, with this lead where it is about one.
 * @param subjects what the caller has of the lead: itself, some of its opportunities, or nothing; of a leader what the pools have; nobody else has any
 */
export function may(principal: Principal, action: Action, lead?: LeadInScope, subjects: readonly SubjectId[] = []): boolean {
  const scope = scopeOf(principal, action);
  const byNeed = subjects.length > 0 && !ofLeadItself.has(action);
  switch (scope) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'region':
      return lead !== undefined && isInRegions(principal, lead);
    case 'pool':
      return lead !== undefined && (isInPools(principal, lead) || byNeed);
    case 'own':
      return lead !== undefined && (isOwner(principal, lead) || byNeed);
    default:
      return assertNever(scope, 'scope');
  }
}

/** Who has an opportunity, and where its lead is. */
export interface OpportunityInScope {
  readonly owner: RepId | null;
  readonly poolId: PoolId | null;
  readonly region: Pick<Lead['region'], 'provinceCode' | 'macroRegion'>;
}

/** Tells whether the caller may do something with an opportunity: its own owner and pool count, not those of the lead. */
export function mayWithOpportunity(
  principal: Principal,
  action: OpportunityAction,
  { owner, poolId, region }: OpportunityInScope,
): boolean {
  const scope = scopeOf(principal, action);
  switch (scope) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'region':
      return isInRegions(principal, { region });
    case 'pool':
      return principal.role === 'leader' && poolId !== null && principal.pools.includes(poolId);
    case 'own':
      return principal.role === 'rep' && owner === principal.repId;
    default:
      return assertNever(scope, 'scope');
  }
}

/** Tells whether the caller may do something with a post that is held back. One from a place that nobody knows is every manager's. */
export function mayWithPost(
  principal: Principal,
  action: PostAction,
  region: Pick<Lead['region'], 'provinceCode' | 'macroRegion'>,
): boolean {
  const scope = scopeOf(principal, action);
  if (scope !== 'region') return scope === 'all';
  return region.macroRegion === null || isInRegions(principal, { region });
}

/** Tells whether the caller may do something with a rep. @param poolIds those that the rep is in */
export function mayWithRep(principal: Principal, action: RepAction, repId: RepId, poolIds: readonly PoolId[]): boolean {
  const scope = scopeOf(principal, action);
  if (scope === 'pool') return principal.role === 'leader' && poolIds.some((poolId) => principal.pools.includes(poolId));
  return scope === 'own' ? principal.role === 'rep' && principal.repId === repId : scope === 'all';
}

/** Tells whether the caller may do something with a user: themselves, or with any. */
export function mayWithUser(principal: Principal, action: UserAction, userId: string): boolean {
  const scope = scopeOf(principal, action);
  return scope === 'own' ? principal.userId === userId : scope === 'all';
}

/** Tells whether the caller may do something with a pool: a leader with those that they lead, a rep with those that they are in. */
export function mayWithPool(
  principal: Principal,
  action: PoolAction,
  pool: { readonly poolId: PoolId; readonly repIds: readonly RepId[] },
): boolean {
  const scope = scopeOf(principal, action);
  if (scope !== 'pool') return scope === 'all';
  if (principal.role === 'leader') return principal.pools.includes(pool.poolId);
  return principal.role === 'rep' && pool.repIds.includes(principal.repId);
}

/** What somebody may do with a kind of configuration. */
export type ConfigAction = Extract<PlainAction, 'config.read' | 'config.publish'>;

/** Tells whether the caller may do it with this kind: what a kind reserves is for those who administer. */
export function mayWithKind(principal: Principal, action: ConfigAction, { reserved }: Pick<ConfigKind, 'reserved'>): boolean {
  const isReserved = reserved === 'all' || (reserved === 'changes' && action === 'config.publish');
  return may(principal, action) && (!isReserved || may(principal, 'config.administer'));
}

/** Tells whether the caller may read all leads of a place, whoever has them. */
export function mayReadPlace(principal: Principal, place: Pick<Lead['region'], 'provinceCode' | 'macroRegion'>): boolean {
  const scope = scopeOf(principal, 'lead.read');
  return scope === 'all' || (scope === 'region' && isInRegions(principal, { region: place }));
}

/** Tells whether the caller owns the lead; no seat has to be read of who does. */
export function isOwner(principal: Principal, lead: Pick<Lead, 'owner'>): boolean {
  return principal.role === 'rep' && lead.owner?.repId === principal.repId;
}

function isInRegions(principal: Principal, { region }: { readonly region: Pick<Lead['region'], 'provinceCode' | 'macroRegion'> }): boolean {
  if (principal.role !== 'manager') return false;
  if (principal.regions.length === 0) return true;
  return [region.provinceCode, region.macroRegion].some((known) => known !== null && principal.regions.includes(known));
}

/** Tells whether the lead itself is in a pool of the caller's. */
export function isInPools(principal: Principal, lead: Pick<Lead, 'owner' | 'routing'>): boolean {
  const poolId = poolOf(lead);
  return principal.role === 'leader' && poolId !== null && principal.pools.includes(poolId);
}

/** Tells whether the caller may see how to reach the leads that the caller may read. */
export function seesContactDetails(principal: Principal): boolean {
  return mayAtAll(principal, 'lead.contact');
}
