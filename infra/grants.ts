import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { callSecrets, receiverSecrets } from '../shared/connectors/secret-names.ts';
import { indexes } from '../shared/platform/keys.ts';
import { inboundPrefix } from '../shared/replies/raw-mails.ts';
import type { FunctionName } from './function-names.ts';
import { type GrantedResources, type ItemRight, itemStatements, type Right, Rights } from './rights.ts';

/** Reading the business configuration: the manifest of a version, then its documents. */
const readConfig = (may: Rights): ItemRight => may.items(['GetItem', 'BatchGetItem'], ['CONFIG']);

/** Reading what mail templates were compiled into, here or where it was kept before. */
const readCompiled = (may: Rights): ItemRight => may.items(['GetItem'], ['COMPILED', 'CONFIG']);

/** Answering a request that comes again as it was answered the first time. */
const answerOnce = (may: Rights): ItemRight => may.items(['GetItem', 'PutItem'], ['REQUEST']);

/** What each function may do beside its logs, its traces and taking messages off its own queue: one line per right. */
const rights: Readonly<Record<FunctionName, (may: Rights) => Right[]>> = {
  'capture-form': (may) => [
    readConfig(may),
    may.items(['GetItem', 'PutItem'], ['SUBMISSION']),
    may.items(['PutItem'], ['BADROW']),
    may.send('intake'),
  ],
  // Anybody may post to it: it keeps what platforms tell, and reads nothing of it again.
  'receive-inbound': (may) => [
    readConfig(may),
    may.items(['PutItem', 'UpdateItem'], ['CONNECTOR']),
    // In case that the message behind it is never sent.
    may.items(['PutItem'], ['DUE']),
    may.send('work'),
    may.readConnectorSecrets(receiverSecrets),
  ],
  'show-form': (may) => [
    readConfig(may),
    // Which questions a returning visitor has answered.
    may.items(['GetItem'], ['VISITOR', 'LEAD']),
    // Whether places of an event are free.
    may.items(['GetItem'], ['EVENT']),
  ],
  // What the person behind a mail's button may change of their own record: a name, a number, or the address whose mailbox says so. Checking: a
  // choice is noted upon a lead only while it is there.
  'answer-links': (may) => [
    readConfig(may),
    may.items(['GetItem', 'PutItem', 'ConditionCheckItem'], ['LEAD']),
    // A rep who declines loses their seat; tasks and opportunities go with what they are about. The post says what was asked.
    may.items(['Query', 'DeleteItem'], ['LEAD']),
    may.items(['GetItem', 'BatchGetItem'], ['SUBMISSION']),
    // What somebody answers by the link of a survey is a post like any other.
    may.items(['PutItem'], ['SUBMISSION']),
    // The files that forms offer, to whoever posted one.
    ...may.files(['GetObject'], 'downloads/'),
    // A number is claimed, or shared with who claims it; the name that goes with a claim changes with the record's.
    may.items(['BatchGetItem', 'PutItem'], ['PHONE']),
    // The address of the mail is theirs, and what they choose for it.
    may.items(['GetItem', 'UpdateItem', 'ConditionCheckItem'], ['ADDRESS']),
    // The guard of an address that its own mailbox confirmed.
    may.items(['BatchGetItem', 'PutItem', 'DeleteItem'], ['EMAIL']),
    // The confirmation of a refusal; what asks a new address, and tells the old one; the pool that goes on behind an offer.
    may.items(['PutItem'], ['DUE']),
    // Whose a firm is, once the first of its people is accepted.
    may.items(['BatchGetItem', 'PutItem'], ['COMPANY']),
    // What a rep declines counts no more in their hand, and what they accept late counts again.
    // How many numbers they read.
    may.items(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], ['REP']),
    // A place at an event that is given back.
    may.items(['GetItem', 'PutItem', 'DeleteItem'], ['EVENT']),
    may.send('assign'),
  ],
  'intake-submissions': (may) => [
    readConfig(may),
    // Getting: whether a post that can never be taken in was released from quarantine. Deleting: what somebody wrote who is erased by now.
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], ['SUBMISSION']),
    // Deleting: the link of a lead that a device only seemed to be of. Updating: a link, of which only what is known is written. Querying:
    // how many devices a lead has.
    may.items(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'], ['LEAD']),
    // An address has its guard and the leads that it was proposed for.
    may.items(['Query'], ['EMAIL']),
    may.items(['BatchGetItem'], ['PHONE']),
    // Among them the claim of a number when it gets a second user.
    may.items(['PutItem'], ['EMAIL', 'PHONE']),
    // An address that is proposed no more, and one that nobody may hold when its first post is noted.
    may.items(['DeleteItem', 'ConditionCheckItem'], ['EMAIL']),
    // Whether the mailbox that asks for newsletters has said so already.
    may.items(['GetItem'], ['ADDRESS']),
    // The same post of the same sender within minutes.
    may.items(['GetItem', 'PutItem'], ['REPEAT']),
    // The firm of a person, by its tax code or by the domain of a mailbox.
    may.items(['BatchGetItem', 'PutItem'], ['COMPANY', 'TAXCODE', 'DOMAIN']),
    may.items(['UpdateItem'], ['CLIENT', 'TOKEN', 'HELD']),
    may.items(['PutItem'], ['DUE']),
    // Who uses a device, and its visits, which stay as long as the lead.
    may.items(['GetItem', 'Query', 'PutItem'], ['VISITOR']),
    may.send('assign', 'notice', 'mail', 'score'),
  ],
  'assign-leads': (may) => [
    readConfig(may),
    // Checking: a lead that nobody can take is noted upon only while it is there. Deleting: the seat of a rep whom a lead is taken from.
    may.items(['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'], ['LEAD']),
    // Tasks go with what they are about, and opportunities with the subject that they are.
    may.items(['Query'], ['LEAD']),
    may.items(['GetItem', 'PutItem'], ['POOL']),
    // Whose a firm is.
    may.items(['BatchGetItem', 'PutItem'], ['COMPANY']),
    // What is switched for the pool's reps.
    may.items(['Query'], ['REP']),
    // What they have in hand.
    may.items(['BatchGetItem', 'UpdateItem'], ['REP']),
    // The next try of a lead that nobody can take; when to look whether a task was done.
    may.items(['PutItem'], ['DUE']),
    // A lead that nobody in its pool can take is handed to the fallback pool; behind the last of many that wait the walk through them goes on.
    may.send('assign', 'notice', 'work'),
  ],
  'send-mail': (may) => [
    readConfig(may),
    readCompiled(may),
    may.items(['GetItem', 'PutItem', 'UpdateItem'], ['LEAD']),
    // The overdue tasks of a rep, and whom they are about; what a leader's pools decided since the last morning.
    may.queryIndexes(indexes.gsi2, indexes.gsi3),
    may.items(['BatchGetItem'], ['LEAD']),
    // Which need of a person a post is about.
    may.items(['Query'], ['LEAD']),
    // Which of two mails that are tried against each other somebody gets.
    may.items(['GetItem'], ['EXPERIMENT']),
    // Whether a run still rests at the mail.
    may.items(['ConditionCheckItem'], ['LEAD']),
    may.items(['GetItem', 'ConditionCheckItem'], ['ADDRESS']),
    // Whose address it is, of a person of whom there are several records.
    may.items(['BatchGetItem'], ['EMAIL']),
    may.items(['GetItem', 'UpdateItem'], ['MAILBOX']),
    may.items(['GetItem'], ['SUBMISSION']),
    may.items(['PutItem'], ['DUE']),
    // An address outside that hears of events no more.
    may.items(['GetItem'], ['WEBHOOKS']),
    // A rep hears of the lead by other channels as well: each is asked for once.
    may.items(['GetItem', 'PutItem'], ['CALL']),
    // What a rep got of many leads.
    may.items(['GetItem'], ['SPLITS']),
    // Which version of an event people are told of.
    may.items(['GetItem'], ['EVENT']),
    // Which lists were taken out, that admins are told of.
    may.items(['Query'], ['EXPORTS']),
    // How often a rep heard something within the hour, and what they hear of at once; by which channels they want to.
    may.items(['GetItem', 'PutItem', 'UpdateItem'], ['REP']),
    // Slots of the sending rate.
    may.items(['UpdateItem'], ['RATE']),
    // Mails to people are counted, and may be paused.
    may.items(['GetItem', 'UpdateItem'], ['STRANGERS']),
    may.send('notice', 'mail'),
    // The step behind a mail, where it is due at once: asked for by a message in place of its timer.
    may.send('work'),
    may.items(['BatchWriteItem'], ['DUE']),
    may.sendMail(),
  ],
  'record-mail-feedback': (may) => [
    may.items(['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'], ['LEAD']),
    may.items(['UpdateItem'], ['ADDRESS']),
    // Mails to people pause when too many come back.
    may.items(['UpdateItem'], ['STRANGERS']),
    // Opens and clicks that count.
    may.send('score'),
  ],
  'publish-changes': (may) => [
    may.publish(),
    may.send('intake', 'calls', 'work', 'publishFailures'),
    // What an entry of a history may put a lead into.
    readConfig(may),
    // Who is told of events.
    may.items(['Query'], ['WEBHOOKS']),
  ],
  'project-changes': (may) => [
    // Deleting: seats of an erased lead; days that it names no more. Checking: rows are of the lead as it was read.
    may.items(
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchWriteItem'],
      ['LEAD'],
    ),
    // Firms that may be one: by the domains under which they are, by their names, by where their people are.
    may.items(['GetItem', 'BatchGetItem', 'PutItem'], ['COMPANY']),
    may.items(['BatchGetItem'], ['DOMAIN']),
    // Facts of people, and the visits that are summed in them.
    may.items(['GetItem', 'PutItem'], ['FACTS']),
    may.items(['Query'], ['VISITOR']),
    may.queryIndexes(indexes.gsi2, indexes.gsi3),
    // What changed may move a lead into segments, or out of them: work looks.
    readConfig(may),
    may.send('work'),
    may.send('publishFailures'),
  ],
  'find-due-timers': (may) => [may.items(['Query'], ['DUE']), may.send('timerShards')],
  'run-timers': (may) => [
    may.items(['Query', 'BatchWriteItem', 'DeleteItem'], ['DUE']),
    // An unreadable timer is set aside.
    may.items(['PutItem'], ['BADROW']),
    may.send('notice', 'mail', 'score', 'work'),
  ],
  // Many packs of details in one call; it could delete as well, but nothing beside visitors.
  'track-visits': (may) => [
    // How long visits of nobody are kept.
    readConfig(may),
    may.items(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem'], ['VISITOR']),
    // Counts the visits of devices that are leads'; of those with many the older ones are summed.
    may.items(['UpdateItem'], ['VISITOR']),
    // A link in a mail to a lead was opened: the version of the lead, its timeline, its links.
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'], ['LEAD']),
    may.send('score', 'work'),
  ],
  'score-leads': (may) => [
    readConfig(may),
    may.items(['GetItem', 'BatchGetItem', 'Query', 'PutItem'], ['LEAD']),
    // Posts and visits are counted where they lie.
    may.items(['BatchGetItem'], ['SUBMISSION']),
    may.items(['GetItem', 'Query'], ['VISITOR']),
    may.items(['PutItem'], ['DUE']),
    // A hot lead reaches its rep at once; who has many visits gets the older ones summed.
    may.send('notice', 'work'),
  ],
  // What its kinds need together, and no more.
  'do-work': (may) => [
    readConfig(may),
    // Templates that another version compiled are compiled again.
    readCompiled(may),
    may.items(['PutItem'], ['COMPILED']),
    // What name servers say of mail domains.
    may.items(['GetItem', 'PutItem'], ['MAILHOST']),
    // Leads of a span are named by the index and counted by score-leads; the rest of a span is work again.
    may.queryIndexes(indexes.gsi1),
    may.send('score', 'work'),
    // A rep is told of overdue tasks.
    may.send('notice'),
    // A timer for a pool.
    may.send('assign'),
    // Older visits of a device go into the sums of its leads' links.
    may.items(['GetItem', 'Query', 'DeleteItem'], ['VISITOR']),
    may.items(['GetItem', 'UpdateItem'], ['LEAD']),
    // A device goes along with the lead whose person posted on it.
    may.items(['PutItem'], ['VISITOR']),
    // Rules that were published move leads to other stages.
    may.items(['BatchGetItem', 'PutItem'], ['LEAD']),
    // Leads that are silent for long are retired, and those that do something come back: with their assignment, tasks and seat.
    may.queryIndexes(indexes.gsi2),
    may.items(['Query', 'DeleteItem'], ['LEAD']),
    // What goes from a rep counts no more in their hand.
    may.items(['UpdateItem'], ['REP']),
    // Leave that was noted begins: the rep is switched off duty.
    may.items(['GetItem', 'Query', 'PutItem'], ['REP']),
    // What waits for an owner is tried again; when is a timer, and when somebody was last told of it an item of its own.
    may.queryIndexes(indexes.gsi3),
    may.items(['PutItem'], ['DUE']),
    may.items(['GetItem', 'UpdateItem'], ['WAIT']),
    // What is offered after an order: which lead has it.
    may.items(['GetItem'], ['ORDER']),
    // Leads come into segments, while they are there, and go. The timer of a look moves; how far all leads were looked at is an item of its own.
    may.items(['ConditionCheckItem'], ['LEAD']),
    may.items(['DeleteItem'], ['DUE']),
    may.items(['GetItem', 'PutItem'], ['SEGMENTS']),
    // Many leads that go at once: how far it is, which leads there are, and what became of each.
    may.items(['GetItem', 'PutItem'], ['SPLITS', 'SPLIT']),
    may.items(['Query', 'UpdateItem'], ['SPLIT']),
    // What a rep has in hand who gets one.
    may.items(['BatchGetItem'], ['REP']),
    // How far runs were looked at after a publication of sequences.
    may.items(['GetItem', 'PutItem'], ['SEQUENCES']),
    // Counts of segments that are no more go.
    may.items(['Query', 'BatchWriteItem'], ['SEGMENTS']),
    // A step of a sequence tells a foreign address: what has the call made. A chat that refused a message is told of no more.
    may.items(['GetItem', 'PutItem'], ['CALL']),
    may.items(['GetItem', 'PutItem'], ['REP']),
    // A step that is due at once is asked for by a message in place of its timer; one that is a mail, too.
    may.items(['BatchWriteItem'], ['DUE']),
    may.send('mail'),
    // A person is erased: what lies under the record, what they posted and did on devices, and what finds them.
    may.items(['GetItem', 'PutItem'], ['ERASURE']),
    may.items(['Query', 'DeleteItem'], ['SUBMISSION', 'EMAIL']),
    may.items(['BatchGetItem', 'DeleteItem'], ['SUBMISSION', 'BADROW']),
    may.items(['GetItem'], ['EMAIL']),
    may.items(['GetItem', 'PutItem', 'DeleteItem'], ['PHONE']),
    may.items(['GetItem', 'UpdateItem'], ['ADDRESS']),
    // Answers that are kept, and calls that wait, with what they say of the person.
    may.items(['BatchGetItem', 'DeleteItem'], ['REQUEST', 'CALL']),
    may.items(['PutItem'], ['ERASED']),
    may.items(['GetItem', 'PutItem'], ['FACTS']),
    // Each midnight what open needs are forecast to come to is kept.
    may.items(['Query'], ['FACTS']),
    may.items(['GetItem', 'PutItem'], ['FORECAST']),
    // By the same reading of all facts experiments are counted.
    may.items(['PutItem'], ['EXPERIMENT']),
    // Lists that are brought: their files, how far each is, and what their rows make of people, as by a post; what is taken back goes.
    // What nobody needs any more of a list goes; of whoever is erased all.
    ...may.files(['GetObject', 'PutObject', 'DeleteObject'], 'imports/'),
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['IMPORTS']),
    // Lists that are taken out: their files, how far each is, and what lists are read by.
    ...may.files(['GetObject', 'PutObject', 'DeleteObject'], 'exports/'),
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['EXPORTS']),
    // Mails of a person who is erased.
    ...may.files(['DeleteObject'], inboundPrefix),
    // What connectors told becomes posts and orders; what waited for approval goes on.
    may.items(['GetItem', 'PutItem', 'UpdateItem'], ['CONNECTOR']),
    may.items(['UpdateItem'], ['SUBMISSION']),
    // Nobody who was erased comes back by one.
    may.items(['BatchGetItem', 'ConditionCheckItem'], ['ERASED']),
    may.items(['GetItem', 'Query', 'BatchGetItem', 'PutItem', 'BatchWriteItem'], ['SUBMISSION']),
    may.items(['BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'], ['EMAIL']),
    may.items(['BatchGetItem', 'PutItem', 'DeleteItem'], ['PHONE']),
    may.items(['GetItem', 'PutItem'], ['REPEAT']),
    may.items(['GetItem', 'PutItem', 'DeleteItem'], ['ORDER']),
    may.items(['GetItem', 'BatchGetItem', 'PutItem'], ['COMPANY', 'TAXCODE', 'DOMAIN']),
    may.items(['BatchWriteItem'], ['LEAD']),
    may.items(['GetItem'], ['ADDRESS']),
    // What is due of the register, of which those who administer are reminded.
    may.items(['GetItem'], ['RIGHTS', 'BREACH']),
    // Endpoints are told of events; one that is gone, or fails for a week, is turned off. What was lost is found by the index.
    may.items(['GetItem', 'Query', 'PutItem'], ['WEBHOOKS']),
    may.items(['BatchGetItem'], ['CALL']),
    // Places at events: how many are taken, who waits, and whose a code is.
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], ['EVENT']),
    // Addresses that SES keeps on its own list are closed here as well.
    may.items(['BatchGetItem'], ['ADDRESS']),
    may.listSuppressed(),
    // Who is configured can sign in, and nobody else.
    may.keepAccounts(),
    may.items(['GetItem', 'PutItem'], ['ACCOUNTS']),
  ],
  // It reaches foreign addresses, and is answered by them: nothing but its own items and the next attempt.
  'do-calls': (may) => [
    may.items(['GetItem', 'PutItem'], ['CALL']),
    // Where an endpoint is now.
    may.items(['GetItem'], ['WEBHOOKS']),
    may.send('calls'),
    may.readWebhookSecrets(),
    may.readConnectorSecrets(callSecrets),
  ],
  'read-leads': (may) => [
    readConfig(may),
    // How many places of an event are taken.
    may.items(['GetItem'], ['EVENT']),
    may.items(['Query'], ['VIEWS']),
    may.items(['GetItem', 'BatchGetItem'], ['COMPANY']),
    // Which firm has a tax code or a domain.
    may.items(['BatchGetItem'], ['TAXCODE', 'DOMAIN']),
    may.items(['GetItem', 'BatchGetItem', 'Query'], ['LEAD']),
    may.items(['BatchGetItem'], ['EMAIL', 'PHONE']),
    may.items(['Query'], ['SUBMISSION', 'VISITOR']),
    // Whose turn it is, and what reps have in hand.
    may.items(['GetItem', 'Query'], ['POOL']),
    may.items(['BatchGetItem'], ['REP']),
    // Where they want to hear of leads; who is on duty.
    may.items(['GetItem', 'Query'], ['REP']),
    // A past score is explained by the rules of its time.
    may.items(['Query'], ['CONFIG']),
    // Which of two mails it will get.
    may.items(['BatchGetItem'], ['EXPERIMENT']),
    // What a lead will get depends on what its person chose, and on what the mailbox has had.
    may.items(['GetItem'], ['ADDRESS', 'MAILBOX']),
    // And how good a record is, on what name servers said.
    may.items(['GetItem'], ['MAILHOST']),
    // How far runs were looked at after a publication.
    may.items(['Query'], ['SEQUENCES']),
    // Leads that went at once.
    may.items(['GetItem', 'Query'], ['SPLITS']),
    // Who was erased.
    may.items(['GetItem', 'BatchGetItem'], ['ERASURE']),
    may.items(['BatchGetItem'], ['RIGHTS', 'BREACH']),
    // A score is explained from the posts themselves.
    may.items(['BatchGetItem'], ['SUBMISSION']),
    may.queryIndexes(indexes.gsi1, indexes.gsi2, indexes.gsi3),
  ],
  // Facts name nobody; it sees no lead. What is in quarantine is told by the index.
  'read-reports': (may) => [
    readConfig(may),
    may.queryIndexes(indexes.gsi1),
    may.items(['Query'], ['FACTS', 'SPEND', 'TARGETS']),
    may.items(['BatchGetItem'], ['FORECAST', 'EXPERIMENT']),
  ],
  // Facts name nobody; it sees no lead.
  'export-facts': (may) => [readConfig(may), may.items(['Query'], ['FACTS']), ...may.keepFactFiles()],
  // Strangers write what it reads: it changes nothing of a record but what a person refuses, and sends nothing but what it failed at.
  'mail-inbound': (may) => [
    readConfig(may),
    ...may.files(['GetObject', 'PutObject'], inboundPrefix),
    // The mail that is answered, whose it is, and the answer with its line and its task. Checking: only while the lead is there.
    may.items(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem'], ['LEAD']),
    // The clock of the task; the confirmation of a refusal.
    may.items(['PutItem'], ['DUE']),
    // A mail program refuses by a mail.
    may.items(['GetItem', 'UpdateItem'], ['ADDRESS']),
    may.send('deliveryFailures'),
  ],
  'change-leads': (may) => [
    readConfig(may),
    answerOnce(may),
    // Who comes to an event, by the code that they show; whoever is let in waits no more.
    may.items(['GetItem', 'PutItem', 'DeleteItem'], ['EVENT']),
    may.items(['Query', 'PutItem', 'DeleteItem'], ['VIEWS']),
    // Firms, and those of the buyers of orders. Deleting: a tax code or a domain that a firm has no more.
    may.items(['DeleteItem'], ['TAXCODE', 'DOMAIN']),
    may.items(['GetItem', 'BatchGetItem', 'PutItem'], ['COMPANY', 'TAXCODE', 'DOMAIN']),
    // The link goes, the timeline says so, and what the link had closed for others opens again. Querying: tasks, and the calls before one.
    may.items(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'], ['LEAD']),
    // The clock of a task, and a recall after calls that reached nobody, which may be called off.
    may.items(['PutItem', 'DeleteItem'], ['DUE']),
    // What a post had proposed becomes the record's: the guard of an address, the claim of a number.
    may.items(['BatchGetItem', 'PutItem', 'DeleteItem'], ['EMAIL']),
    may.items(['BatchGetItem', 'PutItem'], ['PHONE']),
    // A number that somebody takes out of a record is let go.
    may.items(['DeleteItem'], ['PHONE']),
    // What the person refused at their old address holds for the new one.
    may.items(['GetItem', 'UpdateItem', 'ConditionCheckItem'], ['ADDRESS']),
    // Who used the device, and its visits, which are nobody's then.
    may.items(['GetItem', 'Query', 'PutItem'], ['VISITOR']),
    // What was counted of the device is counted anew.
    may.send('score'),
    // A lead that is brought back waits for its pool.
    may.send('assign'),
    // A post is let out of quarantine; the stream tells intake.
    may.items(['Query', 'UpdateItem'], ['SUBMISSION']),
    // The buyer of an order is made known as by a post: found by address and number, written down, scored, given to a pool.
    may.items(['BatchGetItem'], ['LEAD']),
    may.items(['PutItem'], ['SUBMISSION']),
    may.items(['Query', 'ConditionCheckItem'], ['EMAIL']),
    may.items(['GetItem', 'PutItem'], ['REPEAT', 'ORDER']),
    may.items(['PutItem'], ['DUE']),
    // Whoever puts a lead into a sequence takes its first steps: one may have a call made, and one that is due at once is asked for by a
    // message in place of its timer.
    may.items(['PutItem'], ['CALL']),
    may.items(['BatchWriteItem'], ['DUE']),
    may.send('mail', 'work'),
    // Somebody types a person in: the owner of a known one hears of it. How often a user asks whether somebody is known.
    may.send('notice'),
    may.items(['GetItem', 'PutItem'], ['CHECKS']),
    // Who is on duty; the pools are told by `assign`. How many leads a rep took on a day; where they want to hear of leads.
    may.items(['GetItem', 'Query', 'PutItem'], ['REP']),
    // Leave that was noted is withdrawn.
    may.items(['DeleteItem'], ['REP']),
    // What goes from a rep counts no more in their hand, and what somebody gives another one counts there.
    may.items(['BatchGetItem', 'UpdateItem'], ['REP']),
    // What the last posts of a connector would come to.
    may.items(['BatchGetItem'], ['CONNECTOR']),
    may.queryIndexes(indexes.gsi1),
    // Many leads that go at once: what waits, what reps have, their calls back; the plan is written down, and how far it is. Firms that are called alike.
    may.queryIndexes(indexes.gsi2, indexes.gsi3),
    may.items(['GetItem', 'PutItem'], ['SPLITS']),
    may.items(['BatchWriteItem'], ['SPLIT']),
    // Who of its reps is there.
    may.items(['GetItem'], ['POOL']),
    // A person is to be erased; do-work does it. What people ask about their data, and breaches.
    may.items(['GetItem', 'PutItem'], ['ERASURE', 'RIGHTS', 'BREACH']),
  ],
  // Reads histories as score-leads does, and what segments ask; it writes only that a segment is to be counted.
  'backtest-scoring': (may) => [
    readConfig(may),
    // What connectors told, and their last posts as samples.
    may.items(['GetItem', 'BatchGetItem'], ['CONNECTOR']),
    may.items(['GetItem', 'BatchGetItem', 'Query'], ['LEAD']),
    may.items(['BatchGetItem'], ['SUBMISSION']),
    may.items(['Query'], ['VISITOR']),
    // Past decisions by their pools, and which pools there were then.
    may.queryIndexes(indexes.gsi1, indexes.gsi2, indexes.gsi3),
    may.items(['Query'], ['CONFIG']),
    // How far segments were counted, and leads held against them.
    may.items(['GetItem', 'Query', 'PutItem'], ['SEGMENTS']),
    may.send('work'),
    // Lists: their files come and go by addresses that it signs; what is in them it reads as heads and results.
    ...may.files(['GetObject', 'PutObject'], 'imports/'),
    may.items(['GetItem', 'Query', 'PutItem'], ['IMPORTS']),
    may.items(['PutItem'], ['DUE']),
    // Lists that are taken out: who asked for which, and links to their files. A saved list may say what is asked for.
    ...may.files(['GetObject'], 'exports/'),
    may.items(['GetItem', 'Query', 'PutItem'], ['EXPORTS']),
    // Which edition of an event a list is of.
    may.items(['GetItem'], ['EVENT']),
    may.items(['Query'], ['VIEWS']),
  ],
  'edit-config': (may) => [
    readConfig(may),
    answerOnce(may),
    may.items(['PutItem', 'ConditionCheckItem'], ['CONFIG']),
    // How much reps have who are to take no more: counted in lists, without reading a lead.
    may.queryIndexes(indexes.gsi2, indexes.gsi3),
    // Which addresses are told of events, what became of it, and telling them again.
    may.items(['GetItem', 'Query', 'PutItem', 'DeleteItem'], ['WEBHOOKS']),
    may.items(['GetItem', 'BatchGetItem', 'PutItem'], ['CALL']),
    // What advertising cost.
    may.items(['GetItem', 'Query', 'PutItem'], ['SPEND']),
    // What reps and pools are to reach.
    may.items(['GetItem', 'PutItem'], ['TARGETS']),
    // Whether mails to people are paused, and ending that, with who did.
    may.items(['GetItem', 'Query', 'UpdateItem', 'PutItem'], ['STRANGERS']),
    may.send('work'),
  ],
  // As edit-config; a draft is shown as a lead would get it whom the caller may see.
  'compile-templates': (may) => [
    readConfig(may),
    answerOnce(may),
    may.items(['PutItem', 'ConditionCheckItem'], ['CONFIG']),
    may.items(['PutItem'], ['COMPILED']),
    may.items(['GetItem', 'Query'], ['LEAD']),
  ],
  'serve-docs': () => [],
  // It knows cookies and the sign-in service, and nothing of the table.
  session: () => [],
  'admit-requests': () => [],
  'prepare-deployment': (may) => [
    may.items(['GetItem', 'BatchGetItem', 'PutItem', 'ConditionCheckItem'], ['CONFIG']),
    // Templates are compiled when they are published, and looked at by each deployment.
    may.items(['GetItem', 'PutItem'], ['COMPILED']),
    // The first night in which silent leads are retired.
    may.items(['PutItem'], ['DUE']),
    may.readParameters(),
    may.writeParameters(),
    may.neverOverwriteIdentityKey(),
    // The users that the deployment publishes get their accounts.
    may.send('work'),
  ],
};

/** The rights of one function as policy statements. */
export function grantsFor(name: FunctionName, resources: GrantedResources): PolicyStatement[] {
  const given = rights[name](new Rights(resources));
  const others = given.flatMap((right) => (right instanceof PolicyStatement ? [right] : []));
  const onItems = given.flatMap((right) => (right instanceof PolicyStatement ? [] : [right]));
  return [...itemStatements(onItems, resources.table), ...others];
}
