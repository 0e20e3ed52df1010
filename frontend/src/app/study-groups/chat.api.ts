import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { ChatFromClient, ChatFromServer, History, Message, MessageInput } from '@api/study-groups';
import { firstValueFrom } from 'rxjs';
import type { LiveSocket } from '../platform/socket.ts';
import { Sockets } from '../platform/socket.ts';

/** A line that died without a word must not hold up what waits behind this message. */
const LONGEST_POST = 20_000;

/** Where in a group's history: nothing is the newest page. See HistoryQuery in the contract. */
export interface Place {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
}

/** The messages of study groups: history, posting, and the live line. */
@Injectable({ providedIn: 'root' })
export class ChatService {
  private readonly http = inject(HttpClient);
  private readonly sockets = inject(Sockets);

  history(groupId: number, place: Place, limit: number): Promise<History> {
    const params = { limit, ...place };
    return firstValueFrom(this.http.get<History>(`/api/study-groups/${groupId}/messages/`, { params }));
  }

  /** The same `client_id` again answers the first result. */
  post(groupId: number, input: MessageInput): Promise<Message> {
    const url = `/api/study-groups/${groupId}/messages/`;
    return firstValueFrom(this.http.post<Message>(url, input, { timeout: LONGEST_POST }));
  }

  connect(
    groupId: number,
    onEvent: (event: ChatFromServer) => void,
    onOpen: () => void,
  ): LiveSocket<ChatFromClient> {
    return this.sockets.open<ChatFromServer, ChatFromClient>({
      path: `/ws/study-groups/${groupId}/`,
      onEvent,
      onOpen,
    });
  }
}
