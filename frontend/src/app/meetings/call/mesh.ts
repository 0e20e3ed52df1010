import { signal } from '@angular/core';
import type { Peer, Signalling } from './frames.ts';
import { sessionOf } from './negotiation.ts';
import type { LinkOptions } from './peer-link.ts';
import { PeerLink } from './peer-link.ts';

/** Media outlive a broken socket this long; whoever comes back within it is not interrupted. */
const GRACE = 6_000;
/** After the server was away, everybody comes back in their own time (`backOff` in platform/socket.ts). */
const RETURN = 35_000;

/** The links to everybody else in a call, kept in step with who the server says is there. */
export class Mesh {
  readonly links = signal<readonly PeerLink[]>([]);
  private readonly options: LinkOptions;

  constructor(options: Omit<LinkOptions, 'onHangUp'>) {
    this.options = { ...options, onHangUp: (link) => this.hungUp(link) };
  }

  /** I came, or came back with another id: offers to everybody. Live connections are kept and only told my id. */
  greet(peers: readonly Peer[]): void {
    const orphans = this.links().filter(({ id }) => !peers.some(({ peer_id }) => peer_id === id));
    for (const peer of peers) {
      const link = this.linkOf(peer.peer_id) ?? this.adopt(orphans, peer) ?? this.add(peer);
      void link.call();
    }
    for (const orphan of orphans) if (!peers.includes(orphan.peer)) this.left(orphan.id, RETURN);
  }

  /** Somebody came: their offer follows. */
  joined(peer: Peer): void {
    if (!this.linkOf(peer.peer_id)) this.add(peer);
  }

  changed(peer: Peer): void {
    const link = this.linkOf(peer.peer_id);
    if (link) link.peer = peer;
  }

  left(id: string, grace = GRACE): void {
    const link = this.linkOf(id);
    if (!link) return;
    if (link.connection() === 'connected') link.leavesAt = Date.now() + grace;
    else this.remove(link);
  }

  /** `peer`: who says it, by the server's word. */
  take(peer: Peer, signal: Signalling): void {
    const returned = this.returned(peer, signal);
    if (returned) this.rename(returned, peer);
    (this.linkOf(peer.peer_id) ?? this.add(peer)).take(signal);
  }

  tick(now = Date.now()): void {
    for (const link of this.links()) {
      if (now >= link.leavesAt) this.remove(link);
      else link.tick(now);
    }
  }

  close(): void {
    for (const link of this.links()) link.close();
    this.links.set([]);
  }

  private linkOf(id: string): PeerLink | undefined {
    return this.links().find((link) => link.id === id);
  }

  private add(peer: Peer): PeerLink {
    const link = new PeerLink(peer, this.options);
    this.links.update((links) => [...links, link]);
    return link;
  }

  private remove(link: PeerLink): void {
    link.close();
    this.links.update((links) => links.filter((other) => other !== link));
  }

  /** Both of us came back: I can only guess by the person who it is; a wrong guess shows in the answer. */
  private adopt(orphans: readonly PeerLink[], peer: Peer): PeerLink | undefined {
    const link = orphans.find(
      (orphan) => orphan.peer.user_id === peer.user_id && orphan.connection() === 'connected',
    );
    if (link) this.rename(link, peer);
    return link;
  }

  /** The link of a page that came back under a new id: its connection has the number it always had. */
  private returned(peer: Peer, { description }: Signalling): PeerLink | undefined {
    const session = description?.type === 'offer' ? sessionOf(description) : undefined;
    return this.links().find(
      (link) =>
        session !== undefined &&
        link.id !== peer.peer_id &&
        link.peer.user_id === peer.user_id &&
        link.remoteSession === session,
    );
  }

  private rename(link: PeerLink, peer: Peer): void {
    const placeholder = this.linkOf(peer.peer_id);
    if (placeholder && placeholder !== link) this.remove(placeholder);
    link.peer = peer;
    link.leavesAt = Infinity;
    this.links.update((links) => [...links]);
  }

  private hungUp(link: PeerLink): void {
    if (link.leavesAt < Infinity) this.remove(link);
    else link.await();
  }
}
