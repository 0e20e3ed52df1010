import { forbidden, invalidField, notFound } from '#platform/problem';
import type { App } from '#platform/server';
import {
  changeState,
  isInCall,
  leads,
  lowerHands,
  maySpeak,
  muteAll,
  raiseHand,
  removePerson,
} from './call.ts';
import type { Page } from './calls.ts';
import type { CallFromClient } from './contract.ts';
import { hostMovesEngine, reportLost } from './engine.ts';
import { getStanding } from './find.ts';
import { endCalledMeeting } from './lifecycle.ts';
import { isModerator } from './standing.ts';

type Said<T extends CallFromClient['type']> = Extract<CallFromClient, { type: T }>;
type Moderation = Said<'mute-all' | 'ask-unmute' | 'lower-hand' | 'let-speak' | 'remove' | 'end' | 'engine'>;

/** What a page in the call says. Who says it is the server's knowledge, never the page's word. */
export async function hearPage(app: App, page: Page, event: CallFromClient): Promise<void> {
  const { calls, db } = app;
  const { meeting_id, actor } = page;
  switch (event.type) {
    case 'signal':
      return relay(app, page, event);
    case 'state': {
      const changed = await changeState(db, page.peer, meeting_id, event);
      if (!changed) return;
      page.peer = changed;
      return calls.tell(meeting_id, { type: 'peer-changed', peer: changed });
    }
    case 'hand':
      if (event.up) await raiseHand(db, meeting_id, actor.id);
      else await lowerHands(db, meeting_id, actor.id);
      return calls.tellHands(meeting_id);
    case 'reaction':
      if (!/^\p{RGI_Emoji}$/v.test(event.emoji)) throw invalidField('/emoji', 'A reaction is one emoji.');
      return calls.tell(meeting_id, { type: 'reaction', user_id: actor.id, emoji: event.emoji });
    case 'engine-failed':
      if (await reportLost(db, meeting_id, page.peer.peer_id, leads(page.peer)))
        calls.tell(meeting_id, { type: 'engine', engine: 'peer', reason: 'reported' });
      return;
    default:
      return moderate(app, page, event);
  }
}

/** Only between two pages of the same call. */
async function relay({ db, calls }: App, page: Page, event: Said<'signal'>) {
  const { meeting_id, peer } = page;
  const { to, description, candidate } = event;
  if ((description === undefined) === (candidate === undefined))
    throw invalidField('/', 'A signal carries a description or a candidate.');
  const isHere = calls.knows(meeting_id, to) || (await isInCall(db, meeting_id, to));
  if (to === peer.peer_id || !isHere) throw notFound('This participant');
  const said = description
    ? { description: { type: description.type, ...(description.sdp && { sdp: description.sdp }) } }
    : { candidate: candidate && candidateOf(candidate) };
  calls.tell(meeting_id, { type: 'signal', from: peer.peer_id, ...said }, { peer: to });
}

const candidateOf = (given: NonNullable<Said<'signal'>['candidate']>) => ({
  candidate: given.candidate,
  sdpMid: given.sdpMid,
  sdpMLineIndex: given.sdpMLineIndex,
  usernameFragment: given.usernameFragment,
});

/** Only for who leads the meeting at this moment. */
async function moderate(app: App, page: Page, event: Moderation): Promise<void> {
  const { calls, db } = app;
  const { meeting_id, actor } = page;
  const { row, standing } = await getStanding(db, actor, meeting_id);
  if (!isModerator(standing))
    throw forbidden(`Only ${row.host.full_name}, who holds this meeting, can do that.`);
  switch (event.type) {
    case 'mute-all':
      await muteAll(db, meeting_id);
      return calls.tell(meeting_id, { type: 'mute-all', by: actor.id });
    case 'ask-unmute':
      return calls.tell(meeting_id, { type: 'ask-unmute', by: actor.id }, { user: event.user_id });
    case 'lower-hand':
      await lowerHands(db, meeting_id, event.user_id);
      return calls.tellHands(meeting_id);
    case 'let-speak':
      await maySpeak(db, meeting_id, event.user_id);
      await lowerHands(db, meeting_id, event.user_id);
      calls.tell(meeting_id, { type: 'may-speak' }, { user: event.user_id });
      return calls.tellHands(meeting_id);
    case 'remove':
      await removePerson(db, actor, row, event.user_id);
      return calls.turnOut(meeting_id, event.user_id);
    case 'end':
      return void (await endCalledMeeting(db, actor, { rooms: app.rooms, rules: app.settings }, meeting_id));
    case 'engine':
      if (await hostMovesEngine(db, meeting_id, event.engine, calls.health.isUp()))
        calls.tell(meeting_id, { type: 'engine', engine: event.engine, reason: 'host' });
      return;
    default:
      event satisfies never;
  }
}
