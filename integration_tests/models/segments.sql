-- the shop's own segments, which have nothing to do with the package's mart of that name
select 'wholesale' as segment
