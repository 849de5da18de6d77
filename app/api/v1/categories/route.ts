import { listCategoriesEndpoint } from '@/lib/api/endpoints/places';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { categoryTree } from '@/lib/categories/queries';

const list = handle(listCategoriesEndpoint, async () => ({ items: await categoryTree(), nextCursor: null }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
