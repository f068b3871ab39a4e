select time as "id", time as "title"
from slot where day = cast(:#${variable.day} as date) and customer is null order by 1
