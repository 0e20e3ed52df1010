import { eq } from 'drizzle-orm';
import { audit } from '#directory/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { deleteUnlessUsed, explainConstraint, notFound, Problem } from '#platform/problem';
import type { NewRoom, Room, RoomPatch } from './contract.ts';
import { school_room } from './tables.ts';

explainConstraint('school_room_name_unique', () => {
  const detail = 'There is a room of this name already.';
  return new Problem(409, 'name-taken', detail, { errors: [{ pointer: '/name', detail }] });
});

export const listRooms = (db: Db): Promise<Room[]> => db.select().from(school_room).orderBy(school_room.name);

export async function getRoom(db: Db, id: number): Promise<Room> {
  const [room] = await db.select().from(school_room).where(eq(school_room.id, id));
  if (!room) throw notFound('This room');
  return room;
}

export const createRoom = (db: Db, actor: Actor, input: NewRoom): Promise<Room> =>
  db.transaction(async (tx) => {
    const [room] = await tx.insert(school_room).values(input).returning();
    if (!room) throw new Error('no room was inserted');
    await audit(tx, actor, 'room.created', `room:${room.id}`, { name: room.name, capacity: room.capacity });
    return room;
  });

export const updateRoom = (db: Db, actor: Actor, id: number, patch: RoomPatch): Promise<Room> =>
  db.transaction(async (tx) => {
    const room: Room = { ...(await getRoom(tx, id)), ...patch };
    const { name, building, capacity } = room;
    await tx.update(school_room).set({ name, building, capacity }).where(eq(school_room.id, id));
    await audit(tx, actor, 'room.changed', `room:${id}`, { name, building, capacity });
    return room;
  });

export const deleteRoom = (db: Db, actor: Actor, id: number) =>
  db.transaction(async (tx) => {
    const { name } = await getRoom(tx, id);
    await deleteUnlessUsed(
      tx.delete(school_room).where(eq(school_room.id, id)),
      `${name} is in the timetable. Move its classes to another room first.`,
    );
    await audit(tx, actor, 'room.deleted', `room:${id}`, { name });
  });
