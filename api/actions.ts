import { z } from 'zod';

/** What somebody may ask for with a token. A route names the one that it needs; which roles have it is told by shared/access/rights.ts. */
export const LeadAction = z.enum([
  /** The record, its history and its place in lists. */
  'lead.read',
  /** How to reach the person, and whatever could tell it. */
  'lead.contact',
  /** The number and the address of a lead whose pool masks them. */
  'lead.reveal',
  /** Putting right what is believed of a person. */
  'lead.correct',
  /** Putting marks on a lead that anybody who reads it sees. */
  'lead.tag',
  /** Writing notes about a person, and reading them. */
  'lead.note',
  /** Writing mails to a person, and reading what colleagues wrote to them. */
  'lead.write',
  /** Taking over, or setting aside, what a post says against a record. */
  'lead.decideProposal',
  /** Saying that two records are one person, or are not. */
  'lead.merge',
  /** Taking everything about a person out, in one file. */
  'lead.export',
  /** Erasing a person, with all that is known of them. */
  'lead.erase',
  /** Saying at which stage a lead is. */
  'lead.move',
  /** Saying who is to have a lead from now on, whoever's turn it is. */
  'lead.give',
  /** Letting a lead go for whoever takes it first. */
  'lead.release',
  /** Making a need of theirs an opportunity to sell. */
  'opportunity.open',
  /** Accepting, or giving back, what a pool offers. */
  'lead.accept',
  /** Saying how a call to the person ended. */
  'call.log',
  /** Doing what a rep noted too late, or setting it aside. */
  'lateAct.decide',
  /** What is to be done about a lead. */
  'task.read',
  /** Noting, ending, putting off and handing over what is to be done. */
  'task.change',
  /** Saying what happened to an order of a lead. */
  'purchase.record',
  /** Saying that something which was told of an order never happened. */
  'purchase.void',
  /** Putting a lead into a segment that is kept by hand, and taking it out. */
  'segment.keep',
  /** Putting a lead into a sequence of steps, and taking it out. */
  'sequence.enrol',
  /** A firm, by the people of it whom the caller may see. */
  'company.read',
  /** Putting right what is known of a firm. */
  'company.change',
  /** Saying whose a firm is. */
  'company.give',
  /** What was posted and what became of it; with `all` also where it became no lead. */
  'submission.read',
  /** What leads come to in numbers, and which leads are behind each. */
  'report.read',
]);
export type LeadAction = z.infer<typeof LeadAction>;

/** What is about a post that is held back: it is of no lead yet, so that the province that it names decides. */
export const PostAction = z.enum([
  'quarantine.read',
  /** Letting it go on, or saying that it is none of ours. */
  'quarantine.decide',
]);
export type PostAction = z.infer<typeof PostAction>;

/** What is about one need of a lead, whoever has the lead itself. */
export const OpportunityAction = z.enum([
  /** How its sale stands, and its history. */
  'opportunity.read',
  'opportunity.change',
  /** Saying who is to have it from now on. */
  'opportunity.give',
  /** Letting it go for whoever takes it first. */
  'opportunity.release',
]);
export type OpportunityAction = z.infer<typeof OpportunityAction>;

/** What is about a rep: a leader of their pools, or the rep. */
export const RepAction = z.enum([
  /** Saying what they are to reach in a month. */
  'target.setForRep',
  /** Saying who is there. */
  'duty.switch',
  /** Giving all that they have to others. */
  'rep.handOver',
]);
export type RepAction = z.infer<typeof RepAction>;
/** What is about a user: themselves, or anybody. */
export const UserAction = z.enum([
  /** Ending all of their sessions. */
  'session.end',
]);
export type UserAction = z.infer<typeof UserAction>;

/** What is about a pool: whose leads its reps share. */
export const PoolAction = z.enum([
  /** Saying what its reps are to reach together in a month. */
  'target.setForPool',
  /** Who has been given how much, and whose turn it is. */
  'pool.ledger',
  /** What floats in it: leads without an owner that whoever comes first may take. */
  'pool.floating',
  /** Giving many of its leads to its reps at once, or taking them back. */
  'pool.split',
  /** Taking one of them. */
  'pool.take',
  /** Who of its reps is there, and switching several of them at once. */
  'pool.duty',
  /** Showing a list that somebody saved to all who work in it. */
  'view.share',
]);
export type PoolAction = z.infer<typeof PoolAction>;

/** What is about no lead: a role may do it or not. */
export const PlainAction = z.enum([
  'config.read',
  'config.publish',
  /** Kinds of configuration that are reserved: who could change where mails go, or who has which role, could read any lead. */
  'config.administer',
  'scoring.backtest',
  /** Seeing who would get a lead, by the rules in force or others. */
  'routing.try',
  /** How many leads segments take in. */
  'segment.count',
  /** Making a firm known. */
  'company.make',
  /** Typing in a person whom somebody met or spoke to. */
  'lead.enter',
  /** Having what was noted about a lead kept that went to somebody else meanwhile. */
  'lateAct.keep',
  /** Asking whose a number or an address is. */
  'lead.check',
  /** Bringing lists of people or orders, and taking them back. */
  'lead.import',
  /** Taking the leads of a list out as a file, as the caller sees them. */
  'list.export',
  /** Telling of orders of whoever their buyers are, as a shop does: it makes people known. */
  'purchase.import',
  /** How far one is with what one is to reach, or those whom one leads. */
  'target.read',
  /** What advertising cost: telling it, and reading what was told. */
  'spend.keep',
  /** How experiments of mails stand. */
  'experiment.read',
  /** Which addresses outside are told of events, and what came of it. */
  'webhooks.keep',
  /** Whether mails to people go out, and which pauses were ended. */
  'mail.watch',
  /** Having mails go on that were paused. */
  'mail.resume',
  /** The register of requests of people about their data, and of breaches. */
  'rights.keep',
  /** Which people were erased, and calling an erasure off. */
  'erasure.read',
  /** Who registered for an event, of those whom the caller may see. */
  'registration.read',
  /** Noting that somebody came to an event. */
  'registration.checkIn',
  /** Saving lists to come back to. */
  'view.keep',
  /** Who they are themselves, and what they may do. */
  'me.read',
  /** Saying where and when one hears of leads. */
  'notices.choose',
]);
export type PlainAction = z.infer<typeof PlainAction>;

export const Action = z.enum([
  ...LeadAction.options,
  ...PostAction.options,
  ...OpportunityAction.options,
  ...RepAction.options,
  ...UserAction.options,
  ...PoolAction.options,
  ...PlainAction.options,
]);
export type Action = z.infer<typeof Action>;

/** Of which leads a role may do something: all, those of its regions, of its pools, those of which it owns something, or none. */
export const Scope = z.enum(['all', 'region', 'pool', 'own', 'none']);
export type Scope = z.infer<typeof Scope>;

export const Role = z.enum(['admin', 'manager', 'leader', 'marketer', 'rep']);
export type Role = z.infer<typeof Role>;
