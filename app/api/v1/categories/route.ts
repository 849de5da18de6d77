import { categoryTree } from '@/lib/categories/queries';
import { listCategoriesCall } from '@/lib/http/calls/places';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const list = handle(listCategoriesCall, async () => ({ items: await categoryTree(), nextCursor: null }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
